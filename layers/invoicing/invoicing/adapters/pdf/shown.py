"""What is shown on which kind of document."""

from invoicing.domain.documents import Document
from invoicing.domain.kinds import Kind
from invoicing.domain.vat import EXEMPT, MARGIN, PERCENTAGES

KINDS_WITHOUT_VAT = frozenset({Kind.RECEIPT, Kind.BILL, Kind.MARGIN_INVOICE})
INVOICES = frozenset({Kind.INVOICE, Kind.MARGIN_INVOICE, Kind.CORRECTION})


def shows_vat(document: Document) -> bool:
    """Do rates, net and VAT stand on the document? Not where all of it is exempt (art. 106e ust. 4) or margin."""
    rates = {line.vat_rate for line in document.lines}
    return document.kind not in KINDS_WITHOUT_VAT and rates not in ({EXEMPT}, {MARGIN})


def has_vat_amount(rate: str) -> bool:
    """Is a VAT amount stated for this rate, be it zero? For `zw`, `np` and `oo` there is none."""
    return rate in PERCENTAGES or ":" in rate or rate.startswith("0_")
