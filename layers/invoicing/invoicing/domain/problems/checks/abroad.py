"""Checks of sales abroad and in foreign currencies."""

from collections.abc import Iterator
from datetime import date

from invoicing.domain.basics.countries import EU
from invoicing.domain.basics.dates import show_date
from invoicing.domain.basics.workdays import IsWorkday, last_workday_before
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.issue import tax_point_of
from invoicing.domain.documents.kind import KINDS, Kind
from invoicing.domain.problems.catalogue.buyer import FOREIGN_VAT_UNDECIDED
from invoicing.domain.problems.catalogue.sale import EXCHANGE_RATE_MISSING, EXCHANGE_RATE_OTHER_DAY
from invoicing.domain.problems.problem import Problem
from invoicing.domain.sellers.ksef_waiver import counts_for_waiver, is_waived
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.domain.vat.line import RateSource
from invoicing.domain.vat.rate import Rate, rate_of


def abroad_problems(
    document: Document, settings: SellerSettings, today: date, is_workday: IsWorkday
) -> Iterator[Problem]:
    """Yield the problems of a sale abroad; a correction follows its original.

    Anything that counts towards the KSeF waiver's limit needs an exchange rate, even if no VAT is converted.
    """
    is_correction = document.kind is Kind.CORRECTION
    country = document.buyer.address.country
    if country != "PL" and not is_correction and not _is_settled(document, settings):
        yield FOREIGN_VAT_UNDECIDED(country=country)
    if counts_for_waiver(document) is None and is_waived(document, settings, today):
        yield _rate_missing(document, rate_day(document, today, is_workday))
    elif needs_exchange_rate(document) and not is_correction:
        yield from _exchange_rate(document, today, is_workday)


def _is_settled(document: Document, settings: SellerSettings) -> bool:
    """True if the taxation has been chosen: by the setting for consumers in the EU, or by hand for all goods."""
    if document.buyer.address.country in EU and settings.foreign_b2c is not None and not document.buyer.is_business:
        return True
    sources = {line.vat_rate_source for line in document.lines if not line.is_delivery}
    return sources == {RateSource.USER}


def needs_exchange_rate(document: Document) -> bool:
    """True if a document in a foreign currency has Polish VAT or a line without a rate yet (art. 106e ust. 11)."""
    if document.currency == "PLN" or not KINDS[document.kind].is_evidence:
        return False
    rates = {line.vat_rate for line in document.lines}
    return any(rate is None or _is_polish_vat(rate_of(rate)) for rate in rates)


def _is_polish_vat(rate: Rate) -> bool:
    return not rate.is_foreign and rate.percent > 0


def rate_day(document: Document, today: date, is_workday: IsWorkday) -> date:
    """Return the day whose rate applies: the last working day before the tax point, or before issue if earlier."""
    tax_point = tax_point_of(document, today)
    return last_workday_before(min(tax_point or today, today), is_workday)


def _exchange_rate(document: Document, today: date, is_workday: IsWorkday) -> Iterator[Problem]:
    day = rate_day(document, today, is_workday)
    rate = document.exchange_rate
    if rate is None:
        yield _rate_missing(document, day)
    elif rate.date != day:
        yield EXCHANGE_RATE_OTHER_DAY(given=show_date(rate.date), day=show_date(day))


def _rate_missing(document: Document, day: date) -> Problem:
    return EXCHANGE_RATE_MISSING(day=show_date(day), currency=document.currency)
