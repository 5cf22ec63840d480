"""The KSeF waiver of 2026: what is left of a month's 10 000 zl, and its end (art. 145m)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from invoicing.domain.basics.errors import HeldError
from invoicing.domain.documents.document import Document
from invoicing.domain.problems.catalogue.seller import KSEF_LIMIT_REACHED
from invoicing.domain.problems.preflight import Checks, find_problems
from invoicing.domain.sellers.ksef_waiver import WAIVER_LIMIT, counts_for_waiver
from invoicing.domain.sellers.settings import KsefMode, SellerSettings
from invoicing.services.documents.ports import Sellers, WaiverTake


def taken(document: Document, month: str, before: Decimal) -> WaiverTake | None:
    """Return what the document adds to the month's sum; None if it would cross the limit.

    A missing exchange rate is a ValueError: pre-flight checks hold such a document earlier.
    """
    amount = counts_for_waiver(document)
    if amount is None:
        raise ValueError(f"no exchange rate for {document.currency}: the sum in zloty is unknown")
    return WaiverTake(month, before, amount) if before + amount <= WAIVER_LIMIT else None


def end_waiver(settings: SellerSettings, on: date, sellers: Sellers) -> SellerSettings:
    """End the waiver for good: the first invoice that would cross the limit does so.

    Raises: StaleVersionError.
    """
    ended = replace(settings, ksef_mode=KsefMode.HOLD, waiver_ended_on=on, version=settings.version + 1)
    sellers.save(ended, instead_of=settings.version)
    return ended


def refuse_as_held(document: Document, settings: SellerSettings, checks: Checks, on: date) -> HeldError:
    """Return the refusal of an invoice that the waiver no longer covers."""
    problems = find_problems(document, settings, checks, on)
    return HeldError([problem for problem in problems if problem.holds or problem.code == KSEF_LIMIT_REACHED.code])
