"""The PDF of an issued document, which is ready a few seconds after its number."""

from invoicing.domain.basics.errors import NotIssuedError, PdfNotReadyError
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.summary import Pdf
from invoicing.services.documents.ports import Stored


def issued_pdf(stored: Stored) -> Pdf:
    """Return where the PDF is stored; drafts and documents still being rendered are refused.

    Raises: NotIssuedError, PdfNotReadyError.
    """
    if stored.document.status is not Status.ISSUED:
        raise NotIssuedError
    if stored.summary.pdf is None:
        raise PdfNotReadyError
    return stored.summary.pdf
