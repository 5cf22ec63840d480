"""Taking decisions about problems, and which of them survive an edit.

A decision is stored with its author and time. It is valid for the amounts and numbers that it was taken about: an edit
of those reopens the problem.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.basics.money import ZERO
from invoicing.domain.documents.document import Decision, Document
from invoicing.domain.problems.catalogue.entry import About
from invoicing.domain.problems.catalogue.lookup import ENTRIES
from invoicing.domain.problems.effects import Background


def decided(document: Document, decision: Decision, background: Background) -> Document:
    """Return the draft after a decision, which replaces an earlier one about the same problem.

    A choice that the problem does not offer is refused, with the list of those that it does.
    Raises: InvalidFieldError.
    """
    entry = ENTRIES.get(decision.code)
    effects = {choice.name: choice.effect for choice in entry.choices} if entry else {}
    if decision.choice not in effects:
        allowed = ", ".join(effects) or "żadna – ten problem trzeba usunąć"
        raise InvalidFieldError("choice", f"dla „{decision.code}” możliwe decyzje: {allowed}.")
    changed = effects[decision.choice](document, background)
    kept = tuple(earlier for earlier in still_valid(document, changed) if earlier.code != decision.code)
    return replace(changed, decisions=(*kept, decision))


def still_valid(before: Document, after: Document) -> tuple[Decision, ...]:
    """Return the decisions that are still valid after an edit: their subject has not changed."""
    changes = set(_changes(before, after))
    return tuple(decision for decision in before.decisions if _about(decision) not in changes)


def _about(decision: Decision) -> About | None:
    entry = ENTRIES.get(decision.code)
    return entry.about if entry else None


def _changes(before: Document, after: Document) -> Iterator[About]:
    if (before.paid, before.kind, _asked_for(before)) != (after.paid, after.kind, _asked_for(after)):
        yield About.MONEY
    if (before.buyer.nip, before.buyer.is_company) != (after.buyer.nip, after.buyer.is_company):
        yield About.TAX_NUMBER
    if (before.exchange_rate, _days(before)) != (after.exchange_rate, _days(after)):
        yield About.EXCHANGE_RATE
    if before.buyer.address.country != after.buyer.address.country:
        yield About.COUNTRY


def _days(document: Document) -> tuple[date | None, ...]:
    return document.paid_at, document.supply_date, document.sale_date


def _asked_for(document: Document) -> Decimal:
    lines = sum((line.quantity * line.unit_gross for line in document.lines), ZERO)
    return lines + sum((charge.amount for charge in document.charges), ZERO)
