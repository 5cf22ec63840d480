"""What is shown on which kind of document."""

from invoicing.domain.documents.document import Document
from invoicing.domain.documents.kind import KINDS
from invoicing.domain.documents.sale_state import Amounts, LineChange, line_changes
from invoicing.domain.vat.rate import EXEMPT, MARGIN
from invoicing.domain.vat.totals import RateTotal, Totals


def shows_vat(document: Document) -> bool:
    """Do rates, net and VAT stand on the document? Not where all of it is exempt (art. 106e ust. 4) or margin."""
    rates = {line.vat_rate for line in document.lines}
    if document.correction is not None:
        rates.update(line.vat_rate for line in document.correction.before.lines)
    return KINDS[document.evidence_kind].shows_vat and rates not in ({EXEMPT}, {MARGIN})


def vat_rows(totals: Totals) -> list[RateTotal]:
    """Return the rows of the VAT table; of goods under the margin scheme neither net nor VAT is told (art. 106e)."""
    return [row for row in totals.by_rate if row.vat_rate != MARGIN]


def changed_lines(document: Document) -> list[LineChange]:
    """Return the lines that a correction changes; those that stay are not repeated."""
    if document.correction is None:
        return []
    before = document.correction.before
    changes = line_changes(before, document.state)
    return [
        change
        for change, line in zip(changes, before.lines, strict=True)
        if (line.name, _said(change.before)) != (change.name, _said(change.after))
    ]


def _said(amounts: Amounts) -> tuple[object, ...]:
    """Net and VAT of a line are shares of its rate's table: they may move although nothing happened to the line."""
    return amounts.quantity, amounts.unit_gross, amounts.vat_rate
