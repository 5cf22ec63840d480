"""What is checked of a draft's order and of what was paid for it."""

from collections.abc import Iterator

from invoicing.domain.basics.money import show_amount
from invoicing.domain.documents.document import Document, Order
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.payment import PaymentWay
from invoicing.domain.problems.problem import Problem, blocks, informs, waits
from invoicing.domain.sales.sale import CANCELLED


def order_problems(document: Document) -> Iterator[Problem]:
    """Yield what does not fit the order that the document is about; a correction is about a document."""
    order = document.order
    if order is None or document.kind is Kind.CORRECTION:
        return
    if order.status == CANCELLED:
        yield blocks("cancelled", "order.status", "Zamówienie anulowane – nie wystawiaj.", "Odrzuć szkic")
    expected = order.total if order.total is not None else order.paid or None
    if expected is not None and expected != document.to_pay:
        yield waits(
            "total_mismatch",
            "lines",
            f"Suma pozycji {show_amount(document.to_pay, document.currency)} różni się od kwoty z pliku "
            f"{show_amount(expected, document.currency)} o "
            f"{show_amount(abs(document.to_pay - expected), document.currency)}.",
            "Popraw pozycje albo potwierdź",
        )
    yield from _payment(document, order)


def _payment(document: Document, order: Order) -> Iterator[Problem]:
    if document.payment_method == PaymentWay.ON_DELIVERY and not document.paid:
        if document.sale_date is None:
            yield informs(
                "cod_delivery_date_unknown",
                "sale_date",
                "Pobranie: datą sprzedaży jest odbiór paczki. Uzupełnij, gdy ją poznasz.",
            )
        return
    if not document.paid:
        if document.kind is not Kind.PROFORMA and document.due_date is None:
            yield waits(
                "unpaid",
                "paid",
                "Zamówienie nieopłacone.",
                "Czekaj, wystaw proformę albo fakturę z terminem płatności",
            )
        return
    yield from _difference(document, order)
    if document.paid_at is None:
        yield informs(
            "sale_date_assumed",
            "sale_date",
            "Data zapłaty nieznana (plik jej nie podaje) – przyjęto datę zamówienia.",
            "Popraw, jeśli zapłacono w innym miesiącu",
        )


def _difference(document: Document, order: Order) -> Iterator[Problem]:
    if order.total is None:
        return
    if document.paid < order.total:
        yield waits(
            "paid_less_than_total",
            "paid",
            f"Wpłacono {show_amount(document.paid, document.currency)} z "
            f"{show_amount(order.total, document.currency)}. Monety i karty podarunkowe to zapłata, nie rabat.",
            "Zapłacono całość (monety/karta) / niedopłata",
        )
    if document.paid > order.total:
        yield waits(
            "overpaid",
            "paid",
            f"Wpłacono o {show_amount(document.paid - order.total, document.currency)} więcej niż wynosi zamówienie.",
            "Dopłata za co? (pozycja) / nadpłata do zwrotu",
        )
