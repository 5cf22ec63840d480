"""Turn a batch of sales into drafts: write new ones, refresh known ones, ask about shared lines.

Safe to repeat: what a row of an import drafted or refreshed is reported the same way again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from invoicing.domain.basics.errors import InvalidFieldError, TryLaterError
from invoicing.domain.imports.record import Outcome, TransactionOutcome
from invoicing.domain.sales.merging import merged, undominated
from invoicing.domain.sales.sale import Rejected, Sale
from invoicing.services.documents.ports import Stored
from invoicing.services.drafts.ports import Known
from invoicing.services.imports.desk import Desk
from invoicing.services.imports.merged_orders import draft_merged_order
from invoicing.services.imports.refresh import known_again
from invoicing.services.imports.rows import draft_row, plain_row, rejected_row

ODD_VALUES = (ArithmeticError, ValueError, InvalidFieldError)
"""Raised when calculating with a value that no reader foresaw; the other transactions continue."""


def drafted(batch: Sequence[Sale | Rejected], desk: Desk) -> Iterator[TransactionOutcome]:
    """Draft a batch of sales and yield the outcome of each, in the order of the file.

    Raises: InvalidFieldError, NotFoundError, TryLaterError.
    """
    rows: dict[int, TransactionOutcome] = {}
    waiting = [sale for sale in batch if isinstance(sale, Sale)]
    while waiting:
        first_of_each = {desk.id_of(sale): sale for sale in reversed(waiting)}
        rows |= _round(first_of_each, desk)
        waiting = [sale for sale in waiting if sale.position not in rows]
    for row in batch:
        yield rejected_row(row) if isinstance(row, Rejected) else rows[row.position]


def _round(sales: Mapping[str, Sale], desk: Desk) -> dict[int, TransactionOutcome]:
    """Process at most one version of each order; orders that another import drafts concurrently are left out."""
    known = desk.drafts.known(desk.seller_id, sales)
    rows: dict[int, TransactionOutcome] = {}
    new: dict[str, Sale] = {}
    for document_id, sale in sales.items():
        existing = known.get(document_id, Known(summary=None))
        if existing.summary is not None:
            rows[sale.position] = known_again(sale, existing.summary, desk)
        elif sale.is_cancelled:
            versions = undominated((*existing.cancelled, sale))
            desk.drafts.remember_cancelled(desk.seller_id, document_id, versions)
            rows[sale.position] = plain_row(sale, Outcome.CANCELLED)
        elif existing.cancelled:
            rows[sale.position] = _after_cancellation(sale, existing.cancelled, desk)
        else:
            new[document_id] = sale
    return rows | _new_drafts(new, desk)


def _new_drafts(sales: Mapping[str, Sale], desk: Desk) -> dict[int, TransactionOutcome]:
    rows: dict[int, TransactionOutcome] = {}
    drafts: dict[str, Stored] = {}
    for document_id, sale in sales.items():
        try:
            drafts[document_id] = desk.draft(sale, (sale,))
        except ODD_VALUES:
            rows[sale.position] = rejected_row(_odd(sale))
    added = desk.drafts.add(desk.seller_id, list(drafts.values()))
    for document_id, sale in sales.items():
        if document_id in added.too_large:
            rows[sale.position] = rejected_row(_too_large(sale))
        elif document_id in added.written:
            rows[sale.position] = draft_row(sale, Outcome.DRAFTED, drafts[document_id], desk)
        elif document_id in added.sharing:
            rows[sale.position] = draft_merged_order(sale, added.sharing[document_id], desk)
    return rows


def _odd(sale: Sale) -> Rejected:
    return Rejected(
        position=sale.position,
        order_id=sale.order_id,
        code="values_out_of_range",
        reason="daty albo kwoty w tej transakcji są poza zakresem.",
    )


def _too_large(sale: Sale) -> Rejected:
    return Rejected(
        position=sale.position,
        order_id=sale.order_id,
        code="transaction_too_large",
        reason=f"transakcja jest za duża ({len(sale.lines)} pozycji) – podziel ją.",
    )


def _after_cancellation(sale: Sale, cancelled: tuple[Sale, ...], desk: Desk) -> TransactionOutcome:
    """Draft an older version of a cancelled order, held as if the files had come in the right order."""
    versions = undominated((*cancelled, sale))
    stored = desk.draft(replace(merged(versions), position=sale.position), versions)
    if not desk.drafts.add_after_cancellation(desk.seller_id, stored):
        raise TryLaterError
    return draft_row(sale, Outcome.DRAFTED, stored, desk)
