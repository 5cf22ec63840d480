"""What each kind of document shows."""

from invoicing.domain.documents.document import Document
from invoicing.domain.documents.kind import KINDS
from invoicing.domain.documents.sale_state import Amounts, LineChange, line_changes
from invoicing.domain.vat.rate import EXEMPT, MARGIN
from invoicing.domain.vat.totals import RateTotal, Totals


def shows_vat(document: Document) -> bool:
    """True if rates, net and VAT are printed: not if all lines are exempt (art. 106e ust. 4) or margin."""
    rates = {line.vat_rate for line in document.lines}
    if document.correction is not None:
        rates.update(line.vat_rate for line in document.correction.before.lines)
    return KINDS[document.evidence_kind].shows_vat and rates not in ({EXEMPT}, {MARGIN})


def vat_rows(totals: Totals) -> list[RateTotal]:
    """Return the rows of the VAT table; for goods under the margin scheme, net and VAT are not printed (art. 106e)."""
    return [row for row in totals.by_rate if row.vat_rate != MARGIN]


def changed_lines(document: Document) -> list[LineChange]:
    """Return the lines that a correction changes; unchanged ones are not repeated."""
    if document.correction is None:
        return []
    before = document.correction.before
    changes = line_changes(before, document.state)
    return [
        change
        for change, line in zip(changes, before.lines, strict=True)
        if (line.name, _printed(change.before)) != (change.name, _printed(change.after))
    ]


def _printed(amounts: Amounts) -> tuple[object, ...]:
    """Return the printed amounts: net and VAT, shares of their rate's totals, may differ on an unchanged line."""
    return amounts.quantity, amounts.unit_gross, amounts.vat_rate
