"""Orders that a buyer paid together come back under a new id, with lines that other documents already have (F-22)."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from invoicing.domain.documents.document import Question, Status
from invoicing.domain.imports.record import Outcome, TransactionOutcome
from invoicing.domain.problems.catalogue.sale import MERGED_ORDER
from invoicing.domain.sales.sale import Sale
from invoicing.services.basics.backoff import LostRaceError, until_stored
from invoicing.services.documents.ports import Stored
from invoicing.services.drafts.ports import Replacement, is_drafted
from invoicing.services.imports.desk import Desk
from invoicing.services.imports.rows import draft_row


def draft_merged_order(sale: Sale, others: frozenset[str], desk: Desk) -> TransactionOutcome:
    """Draft such an order, and add the question to every draft concerned, whichever came first.

    Raises: InvalidFieldError, TryLaterError.
    """
    return until_stored(partial(_drafted, sale, others, desk), desk.wait)


def _drafted(sale: Sale, others: frozenset[str], desk: Desk) -> TransactionOutcome:
    existing = desk.drafts.load(desk.seller_id, others)
    stored = desk.draft(sale, (sale,), (_question(existing.values()),))
    flagged = [
        _with_question(other, stored, desk) for other in existing.values() if other.document.status is Status.DRAFT
    ]
    if not desk.drafts.add_sharing(desk.seller_id, stored, flagged) and not _is_drafted(stored, desk):
        raise LostRaceError
    return draft_row(sale, Outcome.MERGED, stored, desk)


def _is_drafted(stored: Stored, desk: Desk) -> bool:
    """True if another import drafted it concurrently."""
    return is_drafted(desk.drafts.known(desk.seller_id, [stored.document.id]).get(stored.document.id))


def _question(documents: Iterable[Stored]) -> Question:
    labels = {stored.document.id: _label(stored) for stored in documents}
    return _about(labels)


def _about(labels: dict[str, str]) -> Question:
    ids = sorted(labels)
    return Question(
        code=MERGED_ORDER.code, documents=tuple(ids), labels=tuple(labels[document_id] for document_id in ids)
    )


def _label(stored: Stored) -> str:
    document = stored.document
    order_id = document.order.id if document.order else document.id
    return document.number or f"szkic zamówienia {order_id}"


def _with_question(other: Stored, about: Stored, desk: Desk) -> Replacement:
    """Return the other draft with the question merged into its existing ones."""
    labels = {about.document.id: _label(about)}
    kept = []
    for question in other.document.questions:
        if question.code == MERGED_ORDER.code:
            labels |= dict(zip(question.documents, question.labels, strict=True))
        else:
            kept.append(question)
    document = replace(other.document, questions=(*kept, _about(labels)))
    return Replacement(desk.changed(other, document), instead_of=other.document.version)
