"""Lines of a sale: which groups of a record they are, and whether a price is per piece or per line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from invoicing.adapters.allegro.sale.fields import Fields, UnreadableFieldError
from invoicing.adapters.allegro.syntax.records import Group
from invoicing.adapters.allegro.values.vat_rates import rate_of
from invoicing.adapters.allegro.vocabulary.field_names import LINE
from invoicing.domain.basics.money import ZERO, round_to_grosz, show_quantity
from invoicing.domain.sales.sale import SaleLine

_SMALLEST = Decimal("0.0001")
_PIECE = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLine:
    """A line as in the file: `price` per piece, `amount` of the line; at least one of them is known."""

    id: str | None
    name: str
    quantity: Decimal
    price: Decimal | None
    amount: Decimal | None
    offer_id: str | None
    sku: str | None
    vat_rate: str | None
    deposit: Decimal | None
    returned: Decimal | None
    subsidy: Decimal | None
    bought_at: datetime | None


def line_groups(group: Group) -> list[Group]:
    """Return the groups that are the lines of a record.

    A file with both positions and subtransactions lists each purchase twice: the first family whose lines all have
    prices is used. If a position has no price but all lines inside it do, these are used with the outer name.
    """
    families: dict[int, list[Group]] = {}
    listed = group.of(LINE)
    if all(map(_has_price, listed)) and len({line.family for line in listed}) == 1:
        return listed
    for line in listed:
        families.setdefault(line.family, []).extend(_priced(line))
    ranked = sorted(families.items())
    for _, lines in ranked:
        if all(_has_price(line) for line in lines):
            return lines
    return ranked[0][1] if ranked else [Group(values=group.flat)] if group.is_row else []


def _has_price(line: Group) -> bool:
    return "price" in line.values or "amount" in line.values


def _priced(line: Group) -> list[Group]:
    inner = line.of(LINE)
    if _has_price(line) or not inner or not all(map(_has_price, inner)):
        return [line]
    outer = {name: value for name, value in line.values.items() if name not in ("line_id", "quantity")}
    return [Group(values={**outer, **part.values}, groups=part.groups) for part in inner]


def read_line(fields: Fields) -> ReadLine:
    """Return the line; one without a name, a quantity or a price is refused.

    Raises: UnreadableFieldError.
    """
    name = fields.required_name("name", "Name")
    quantity = fields.quantity("quantity", least=_SMALLEST)
    if quantity is None:
        raise UnreadableFieldError("field_missing", f"brak pola Quantity{fields.where}.")
    price, amount = fields.amount("price"), fields.amount("amount")
    if price is None and amount is None:
        raise UnreadableFieldError("field_missing", f"brak pola Price{fields.where}.")
    fields.note_currency("currency")
    return ReadLine(
        id=fields.identifier("line_id"),
        name=name,
        quantity=quantity,
        price=price,
        amount=amount,
        offer_id=fields.identifier("offer_id"),
        sku=fields.text("sku"),
        vat_rate=rate_of(fields.text("rate"), fields.text("exemption")),
        deposit=fields.amount("deposit"),
        returned=fields.quantity("returned", least=ZERO),
        subsidy=fields.amount("subsidy"),
        bought_at=fields.instant("bought_at"),
    )


def worth_by_piece(line: ReadLine) -> Decimal:
    """Return a line's worth if the price is per piece, as in the sales summary and the API."""
    return line.price * line.quantity if line.price is not None else worth_by_line(line)


def worth_by_line(line: ReadLine) -> Decimal:
    """Return a line's worth: its amount, else its price as that of the whole line."""
    return line.amount if line.amount is not None else line.price or ZERO


def amount_or_piece(line: ReadLine) -> Decimal:
    """Return a line's worth: its amount, else its price as that of a piece."""
    return line.amount if line.amount is not None else worth_by_piece(line)


_MEANINGS = (worth_by_piece, amount_or_piece, worth_by_line)


def priced_lines(lines: Sequence[ReadLine], beside: Decimal, total: Decimal | None) -> list[tuple[ReadLine, Decimal]]:
    """Return the lines with their worth, in the meaning of prices that fits the total.

    `beside` is what the total includes besides lines. If none fits, prices are per piece; without any total, a line
    whose own amount contradicts this is refused.
    Raises: UnreadableFieldError.
    """
    by_piece = [worth_by_piece(line) for line in lines]
    if total is not None:
        for meaning in _MEANINGS:
            worths = by_piece if meaning is worth_by_piece else [meaning(line) for line in lines]
            if total in _totals(lines, sum(worths, beside)):
                return list(zip(lines, worths, strict=True))
    for number, line in enumerate(lines, start=1):
        if total is None and amount_or_piece(line) != worth_by_piece(line):
            raise UnreadableFieldError(
                "price_unclear", f"cena razy ilość nie daje wartości w pozycji {number}, a zamówienie nie podaje sumy."
            )
    return list(zip(lines, by_piece, strict=True))


def _totals(lines: Sequence[ReadLine], without_deposits: Decimal) -> Iterator[Decimal]:
    """Yield the possible totals: without deposits, with deposits per line, with deposits per piece."""
    yield without_deposits
    if not any(line.deposit for line in lines):
        return
    yield without_deposits + sum((line.deposit or ZERO for line in lines), ZERO)
    yield without_deposits + sum(((line.deposit or ZERO) * line.quantity for line in lines), ZERO)


def sale_line(line: ReadLine, worth: Decimal, identity: str, *, is_foreign: bool) -> SaleLine:
    """Return the line with the price per piece; if that is not in whole grosze, the line becomes one piece.

    Abroad the file's rate is the destination country's and is dropped: which VAT is due there is not known yet.
    """
    quantity, name, price = line.quantity, line.name, line.price
    if price is None or price * quantity != worth:
        price = worth / quantity
        if price != round_to_grosz(price):
            quantity, price, name = _PIECE, worth, f"{name} ({show_quantity(quantity)} szt.)"
    return SaleLine(
        id=identity,
        name=name,
        quantity=quantity,
        price=price,
        offer_id=line.offer_id,
        sku=line.sku,
        vat_rate=None if is_foreign else line.vat_rate,
        deposit=line.deposit,
        returned=line.returned,
        subsidy=line.subsidy,
    )


def identities(lines: Sequence[ReadLine], order_id: str) -> list[str]:
    """Return an id for each line, unique in the sale: its own, else one made of order and offer.

    An offer's id alone identifies no line: an offer may be bought twice in one order, and in several orders.
    """
    unique: dict[str, None] = {}
    for number, line in enumerate(lines, start=1):
        preferred = line.id or f"{order_id}:{line.offer_id or number}"
        name, count = preferred, 1
        while name in unique:
            count += 1
            name = f"{preferred}-{count}"
        unique[name] = None
    return list(unique)
