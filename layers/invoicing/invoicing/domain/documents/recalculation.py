"""The fields of a document that are calculated from what was entered."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.basics.money import LARGEST_AMOUNT
from invoicing.domain.documents.document import Correction, Document, ExchangeRate
from invoicing.domain.documents.sale_state import difference, state_of, to_pay_of
from invoicing.domain.vat.line import Charge, Line, calculated
from invoicing.domain.vat.totals import totals_of, with_zloty


def recalculated(document: Document) -> Document:
    """Return the document with every calculated field filled in from what was entered.

    Raises: InvalidFieldError.
    """
    if document.correction is not None:
        return _recalculated_correction(document, document.correction)
    fields = calculated_fields(document.lines, document.charges, document.paid, document.exchange_rate)
    changed: Document = replace(document, **fields)
    return changed


def _recalculated_correction(document: Document, correction: Correction) -> Document:
    after = state_of(document.lines, document.charges, document.buyer)
    totals = difference(correction.before.totals, after.totals)
    if document.exchange_rate:
        totals = with_zloty(totals, document.exchange_rate.rate)
    changed = replace(document, lines=after.lines, totals=totals)
    return replace(changed, amount_due=-changed.refund if changed.to_pay <= 0 else changed.to_pay)


def calculated_fields(
    lines: Iterable[Line], charges: Iterable[Charge], paid: Decimal, rate: ExchangeRate | None = None
) -> dict[str, Any]:
    """Return the calculated fields of a document with these entries; too large a total is refused.

    Raises: InvalidFieldError.
    """
    done = calculated(lines)
    totals = totals_of(done)
    to_pay = to_pay_of(totals, charges)
    if to_pay > LARGEST_AMOUNT:
        raise InvalidFieldError("lines", "kwota dokumentu jest za duża.")
    if rate:
        totals = with_zloty(totals, rate.rate)
    return {"lines": done, "totals": totals, "amount_due": to_pay - paid}
