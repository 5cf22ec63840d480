"""Checks of a draft's order and its payment."""

from collections.abc import Iterator

from invoicing.domain.basics.money import show_amount
from invoicing.domain.documents.document import Document, Order
from invoicing.domain.documents.kind import KINDS, Kind
from invoicing.domain.documents.payment import PaymentWay
from invoicing.domain.problems.catalogue.sale import (
    CANCELLED,
    COD_DELIVERY_DATE_UNKNOWN,
    OVERPAID,
    PAID_LESS_THAN_TOTAL,
    SALE_DATE_ASSUMED,
    TOTAL_MISMATCH,
    UNPAID,
)
from invoicing.domain.problems.problem import Problem
from invoicing.domain.sales.sale import CANCELLED as CANCELLED_STATUS


def order_problems(document: Document) -> Iterator[Problem]:
    """Yield where the document does not match its order; corrections are not checked, they refer to a document."""
    order = document.order
    if order is None or document.kind is Kind.CORRECTION:
        return
    if order.status == CANCELLED_STATUS:
        yield CANCELLED()
    expected = order.total if order.total is not None else order.paid or None
    if expected is not None and expected != document.to_pay:
        yield TOTAL_MISMATCH(
            lines=show_amount(document.to_pay, document.currency),
            expected=show_amount(expected, document.currency),
            difference=show_amount(abs(document.to_pay - expected), document.currency),
        )
    yield from _payment(document, order)


def _payment(document: Document, order: Order) -> Iterator[Problem]:
    if document.payment_method == PaymentWay.ON_DELIVERY and not document.paid:
        if document.sale_date is None:
            yield COD_DELIVERY_DATE_UNKNOWN()
        return
    if not document.paid:
        if KINDS[document.kind].is_evidence and document.due_date is None:
            yield UNPAID()
        return
    yield from _difference(document, order)
    if document.paid_at is None:
        yield SALE_DATE_ASSUMED()


def _difference(document: Document, order: Order) -> Iterator[Problem]:
    if order.total is None:
        return
    if document.paid < order.total:
        yield PAID_LESS_THAN_TOTAL(
            paid=show_amount(document.paid, document.currency), total=show_amount(order.total, document.currency)
        )
    if document.paid > order.total:
        yield OVERPAID(difference=show_amount(document.paid - order.total, document.currency))
