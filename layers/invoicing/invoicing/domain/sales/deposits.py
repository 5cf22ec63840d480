"""Deposits (kaucja): outside the VAT base. Files don't say whether they are per piece or per line; the total does."""

from collections.abc import Sequence
from decimal import Decimal

from invoicing.domain.basics.money import NBSP, ZERO, round_to_grosz, show_amount, show_quantity
from invoicing.domain.documents.document import Question
from invoicing.domain.sales.sale import Sale, SaleLine
from invoicing.domain.vat.line import Charge, Line


def deposits_of(sale: Sale, lines: Sequence[Line]) -> tuple[tuple[Charge, ...], tuple[Question, ...]]:
    """Return the deposits as charges, and a question if the total does not show whether they are right."""
    with_deposit = [line for line in sale.lines if line.deposit]
    if not with_deposit:
        return (), ()
    goods = sum((round_to_grosz(line.quantity * line.unit_gross) for line in lines), ZERO)
    by_piece = sum((_amount(line, by_piece=True) for line in with_deposit), ZERO)
    by_line = sum((_amount(line, by_piece=False) for line in with_deposit), ZERO)
    is_by_piece = sale.total is None or sale.total == goods + by_piece or sale.total != goods + by_line
    charges = charges_of(sale, by_piece=is_by_piece)
    fits = by_piece == by_line or (sale.total is not None and sale.total in (goods + by_piece, goods + by_line))
    return charges, () if fits else (Question(code="deposit_unclear", amount=by_line),)


def charges_of(sale: Sale, *, by_piece: bool) -> tuple[Charge, ...]:
    """Return the deposits of a sale, taken as amounts per piece or per whole line."""
    return tuple(_charge(line, sale.currency, by_piece=by_piece) for line in sale.lines if line.deposit)


def _amount(line: SaleLine, *, by_piece: bool) -> Decimal:
    deposit = line.deposit or ZERO
    return round_to_grosz(deposit * line.quantity if by_piece else deposit)


def _charge(line: SaleLine, currency: str, *, by_piece: bool) -> Charge:
    amount = _amount(line, by_piece=by_piece)
    each = show_amount(line.deposit or ZERO, currency).replace(NBSP, " ")
    many = f" {show_quantity(line.quantity)} × {each}" if by_piece else f" {each}"
    return Charge(reason=f"Kaucja (system kaucyjny){many}", amount=amount)
