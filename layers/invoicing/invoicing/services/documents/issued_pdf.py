"""The PDF of an issued document, which is ready some seconds after its number."""

from invoicing.domain.basics.errors import NotIssuedError, PdfNotReadyError
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.summary import Pdf
from invoicing.services.documents.ports import Stored


def issued_pdf(stored: Stored) -> Pdf:
    """Return where the PDF is; a draft has none, nor has a document that is still being printed.

    Raises: NotIssuedError, PdfNotReadyError.
    """
    if stored.document.status is not Status.ISSUED:
        raise NotIssuedError
    if stored.summary.pdf is None:
        raise PdfNotReadyError
    return stored.summary.pdf
