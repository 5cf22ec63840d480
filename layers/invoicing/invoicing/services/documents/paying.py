"""Record a payment of an issued document: kept beside it, so that nothing printed changes."""

from datetime import date
from decimal import Decimal

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.errors import InvalidFieldError, NotIssuedError
from invoicing.domain.basics.ids import derived_id
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.payment import Payment
from invoicing.services.basics.backoff import LostRaceError, until_stored
from invoicing.services.documents.ports import ActingDeps, Stored


def note_payment(
    seller_id: str, document_id: str, amount: Decimal, on: date, method: str, nonce: str, deps: ActingDeps
) -> Stored:
    """Return the document with the payment recorded; the same `nonce` counts once. A future `on` is refused.

    Raises: InvalidFieldError, NotFoundError, NotIssuedError, TryLaterError.
    """
    now = deps.clock()
    if on > warsaw_date(now):
        raise InvalidFieldError("date", "data zapłaty z przyszłości.")
    payment = Payment(id=derived_id(document_id, nonce), amount=amount, date=on, method=method, by=deps.by, at=now)

    def attempt() -> Stored:
        stored = deps.documents.get(seller_id, document_id)
        if stored.document.status is not Status.ISSUED:
            raise NotIssuedError
        existing = deps.documents.payments(seller_id, document_id)
        if payment.id in {known.id for known in existing}:
            return stored
        if not deps.documents.add_payment(seller_id, stored.summary, payment):
            raise LostRaceError
        return deps.documents.get(seller_id, document_id)

    return until_stored(attempt, deps.wait)
