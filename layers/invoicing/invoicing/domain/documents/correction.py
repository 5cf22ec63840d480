"""Corrections of issued documents (art. 106j): by quantity, price, rate, the buyer's data, or everything at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from invoicing.domain.basics.errors import InvalidFieldError, NothingLeftError, NotIssuedError
from invoicing.domain.basics.money import round_to_grosz
from invoicing.domain.documents.document import (
    TAKEN_BY_CORRECTIONS,
    Correction,
    Document,
    Status,
    fields_of,
    reference_to,
)
from invoicing.domain.documents.kind import KINDS, Kind
from invoicing.domain.documents.parties import Buyer
from invoicing.domain.documents.recalculation import recalculated
from invoicing.domain.documents.sale_state import State
from invoicing.domain.vat.line import Line

LONGEST_REASON = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCorrection:
    """New values of one line, given by its id or counted from 1; None keeps the old value."""

    id: str | None = None
    line: int | None = None
    quantity: Decimal | None = None
    unit_gross: Decimal | None = None
    vat_rate: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRequest:
    """What to correct in a document. `whole` takes everything back, delivery and deposits included."""

    reason: str
    lines: tuple[LineCorrection, ...] = ()
    buyer: Buyer | None = None
    whole: bool = False


def correction_of(
    original: Document,
    last: Document | None,
    request: CorrectionRequest,
    *,
    document_id: str,
    at: datetime,
    paid: Decimal,
) -> Document:
    """Return the draft that corrects an issued document; `last` is its last issued correction, `paid` what was paid.

    Raises: InvalidFieldError, NotIssuedError, NothingLeftError.
    """
    before = state_after(original, last)
    if before.is_empty:
        raise NothingLeftError
    draft = Document(
        **fields_of(original, TAKEN_BY_CORRECTIONS),
        id=document_id,
        kind=Kind.CORRECTION,
        buyer=request.buyer or before.buyer,
        lines=_whole(before) if request.whole else _lines(before, request.lines),
        charges=() if request.whole else before.charges,
        corrects=reference_to(original),
        correction=Correction(
            reason=checked_reason(request.reason),
            before=before,
            follows=last.id if last else None,
            paid=min(paid, before.to_pay),
        ),
        created_at=at,
    )
    return ensure_corrects(recalculated(draft))


def state_after(original: Document, last: Document | None) -> State:
    """Return the state of the sale after a document and its last correction.

    Raises: InvalidFieldError, NotIssuedError.
    """
    if original.status is not Status.ISSUED:
        raise NotIssuedError
    if original.kind is Kind.CORRECTION or not KINDS[original.kind].is_evidence:
        raise InvalidFieldError("kind", "koryguje się fakturę, potwierdzenie sprzedaży albo rachunek.")
    return (last or original).state


def checked_reason(reason: str) -> str:
    """Return the reason of a correction without extra blanks; the law requires one (art. 106j ust. 2 pkt 3).

    Raises: InvalidFieldError.
    """
    reason = " ".join(reason.split())
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise InvalidFieldError("reason", f"podaj przyczynę korekty (do {LONGEST_REASON} znaków).")
    return reason


def ensure_corrects(draft: Document) -> Document:
    """Return the draft; a correction must change something, and nothing that needs another procedure.

    Raises: InvalidFieldError.
    """
    correction = draft.correction
    if correction is None:
        return draft
    before, after = correction.before, draft.state
    if (before.buyer.nip, before.buyer.tax_id) != (after.buyer.nip, after.buyer.tax_id):
        raise InvalidFieldError(
            "buyer.nip", "złego NIP nie poprawia się korektą danych: skoryguj do zera i wystaw nową fakturę (reissue)."
        )
    if [line.id for line in before.lines] != [line.id for line in after.lines]:
        raise InvalidFieldError("lines", "korekta zmienia pozycje dokumentu; nie dodaje ich ani nie usuwa.")
    if (_entries(before.lines), before.charges, before.buyer) == (_entries(after.lines), after.charges, after.buyer):
        raise InvalidFieldError("lines", "ta korekta niczego nie zmienia.")
    return draft


def _entries(lines: Iterable[Line]) -> list[tuple[object, ...]]:
    return [(line.name, line.quantity, line.unit_gross, line.vat_rate) for line in lines]


def _whole(before: State) -> tuple[Line, ...]:
    return tuple(_with_quantity(line, Decimal(0)) for line in before.lines)


def _lines(before: State, changes: Iterable[LineCorrection]) -> tuple[Line, ...]:
    lines = list(before.lines)
    for number, change in enumerate(changes):
        index = _index(before.lines, change, number)
        lines[index] = _changed(lines[index], change, number)
    return tuple(lines)


def _index(lines: Sequence[Line], change: LineCorrection, number: int) -> int:
    for index, line in enumerate(lines):
        if change.id == line.id or (change.id is None and change.line == index + 1):
            return index
    raise InvalidFieldError(f"lines[{number}]", "nie ma takiej pozycji na dokumencie.")


def _changed(line: Line, change: LineCorrection, number: int) -> Line:
    """A quantity may fall to 0 but not below: no more is taken back than was sold."""
    if change.quantity is not None and change.quantity < 0:
        raise InvalidFieldError(f"lines[{number}].quantity", "po korekcie nie może zostać mniej niż 0.")
    kept = line if change.quantity is None else _with_quantity(line, change.quantity)
    return replace(
        kept,
        unit_gross=line.unit_gross if change.unit_gross is None else change.unit_gross,
        vat_rate=change.vat_rate or line.vat_rate,
    )


def _with_quantity(line: Line, quantity: Decimal) -> Line:
    """Return a line with another quantity; its purchase price changes in proportion (art. 120 ust. 4)."""
    bought = line.purchase_price
    if bought is not None and line.quantity:
        bought = round_to_grosz(bought * quantity / line.quantity)
    return replace(line, quantity=quantity, purchase_price=bought)


def returned_lines(sold: Iterable[Line], before: State, returned: Mapping[str, Decimal]) -> tuple[LineCorrection, ...]:
    """Return the corrections for returned pieces, by line id; what was taken back before counts (F-23)."""
    remaining = {line.id: line.quantity - returned[line.id] for line in sold if returned.get(line.id)}
    return tuple(
        LineCorrection(id=line.id, quantity=max(remaining[line.id], Decimal(0)))
        for line in before.lines
        if line.id in remaining and remaining[line.id] < line.quantity
    )
