"""Note a payment of an issued document: a fact beside it, which changes nothing that is printed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.errors import InvalidFieldError, NotIssuedError, TryLaterError
from invoicing.domain.basics.ids import derived_id
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.payment import Payment
from invoicing.services.documents.ports import Documents, Stored

TRIES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PayDeps:
    """What noting a payment depends on, and who does it."""

    documents: Documents
    clock: Callable[[], datetime]
    by: str


def note_payment(
    seller_id: str, document_id: str, amount: Decimal, on: date, method: str, nonce: str, deps: PayDeps
) -> Stored:
    """Return the document with the payment counted; the same `nonce` counts once."""
    now = deps.clock()
    if on > warsaw_date(now):
        raise InvalidFieldError("date", "data zapłaty z przyszłości.")
    payment = Payment(id=derived_id(document_id, nonce), amount=amount, date=on, method=method, by=deps.by, at=now)
    for _ in range(TRIES):
        stored = deps.documents.get(seller_id, document_id)
        if stored.document.status is not Status.ISSUED:
            raise NotIssuedError
        there = deps.documents.payments(seller_id, document_id)
        if payment.id in {known.id for known in there}:
            return stored
        if deps.documents.add_payment(seller_id, stored.summary, payment):
            return deps.documents.get(seller_id, document_id)
    raise TryLaterError
