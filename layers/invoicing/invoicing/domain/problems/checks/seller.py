"""Checks of the seller. Their settings and the date change independently of the draft, so these run on read."""

from collections.abc import Iterator
from datetime import date

from invoicing.domain.documents.document import KsefChannel
from invoicing.domain.documents.kind import Kind, numbered_as
from invoicing.domain.documents.parties import VatStatus
from invoicing.domain.documents.summary import Summary
from invoicing.domain.problems.catalogue.seller import (
    BILL_NOT_FOR_EXEMPT_SELLER,
    BILL_NOT_FOR_VAT_PAYER,
    EXEMPTION_BASIS_MISSING,
    KSEF_LIMIT_REACHED,
    KSEF_REQUIRED,
    NUMBERING_NOT_CONFIRMED,
    SELLER_INCOMPLETE,
    VAT_NOT_ALLOWED,
)
from invoicing.domain.problems.problem import Problem
from invoicing.domain.sellers.ksef_waiver import may_be_waived
from invoicing.domain.sellers.settings import KsefMode, SellerSettings
from invoicing.domain.vat.rate import EXEMPT


def seller_problems(summary: Summary, settings: SellerSettings, today: date) -> Iterator[Problem]:
    """Yield the problems of a draft that come from the seller's settings and the date."""
    yield from _of_the_settings(summary, settings)
    yield from _of_the_status(summary, settings)
    yield from _of_ksef(summary, settings, today)


def _of_the_settings(summary: Summary, settings: SellerSettings) -> Iterator[Problem]:
    required = {"name": settings.name, "address": settings.address.is_complete, "place": settings.place}
    if settings.vat_status is not VatStatus.OUTSIDE:
        required["nip"] = settings.nip
    missing = [field for field, value in required.items() if not value]
    if missing:
        yield SELLER_INCOMPLETE(missing=", ".join(missing))
    if not settings.numbering.confirmed:
        pattern = settings.numbering.text(numbered_as(summary.kind, summary.corrected_kind))
        yield NUMBERING_NOT_CONFIRMED(pattern=pattern)


def _of_the_status(summary: Summary, settings: SellerSettings) -> Iterator[Problem]:
    status = settings.vat_status
    if status is not VatStatus.ACTIVE and any(rate != EXEMPT for rate in summary.rates):
        yield VAT_NOT_ALLOWED()
    if (
        EXEMPT in summary.rates
        and status is not VatStatus.OUTSIDE
        and not (summary.exemption_basis or settings.vat_basis)
    ):
        yield EXEMPTION_BASIS_MISSING()
    if summary.kind is Kind.BILL and status is VatStatus.EXEMPT:
        yield BILL_NOT_FOR_EXEMPT_SELLER()
    if summary.kind is Kind.BILL and status is VatStatus.ACTIVE:
        yield BILL_NOT_FOR_VAT_PAYER()


def _of_ksef(summary: Summary, settings: SellerSettings, today: date) -> Iterator[Problem]:
    is_held = summary.ksef is KsefChannel.REQUIRED and settings.vat_status is not VatStatus.OUTSIDE
    if not is_held or settings.ksef_mode is KsefMode.ELSEWHERE:
        return
    if may_be_waived(settings, today):
        return
    yield KSEF_REQUIRED()
    if settings.waiver_ended_on:
        yield KSEF_LIMIT_REACHED()
