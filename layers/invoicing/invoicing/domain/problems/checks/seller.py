"""What of the seller holds a draft. His settings and the day change without the draft, so it is found when read."""

from collections.abc import Iterator
from datetime import date

from invoicing.domain.documents.document import KsefChannel
from invoicing.domain.documents.kind import Kind, numbered_as
from invoicing.domain.documents.parties import VatStatus
from invoicing.domain.documents.summary import Summary
from invoicing.domain.problems.problem import Problem, blocks, informs
from invoicing.domain.sellers.ksef_waiver import may_be_waived
from invoicing.domain.sellers.settings import KsefMode, SellerSettings
from invoicing.domain.vat.rate import EXEMPT


def seller_problems(summary: Summary, settings: SellerSettings, today: date) -> Iterator[Problem]:
    """Yield what holds a draft because of who sells, and when."""
    yield from _of_the_settings(summary, settings)
    yield from _of_the_status(summary, settings)
    yield from _of_ksef(summary, settings, today)


def _of_the_settings(summary: Summary, settings: SellerSettings) -> Iterator[Problem]:
    required = {"name": settings.name, "address": settings.address.is_complete, "place": settings.place}
    if settings.vat_status is not VatStatus.OUTSIDE:
        required["nip"] = settings.nip
    missing = [field for field, value in required.items() if not value]
    if missing:
        yield blocks("seller_incomplete", "seller", f"Uzupełnij dane sprzedawcy: {', '.join(missing)}.", "Ustawienia")
    if not settings.numbering.confirmed:
        pattern = settings.numbering.text(numbered_as(summary.kind, summary.corrected_kind))
        yield blocks(
            "numbering_not_confirmed",
            "numbering",
            "Od jakiego numeru zaczynamy? Jeśli używasz innego programu w tym miesiącu, ustaw własną serię.",
            f"Potwierdź wzór numeru „{pattern}” w ustawieniach",
        )


def _of_the_status(summary: Summary, settings: SellerSettings) -> Iterator[Problem]:
    status = settings.vat_status
    if status is not VatStatus.ACTIVE and any(rate != EXEMPT for rate in summary.rates):
        yield blocks(
            "vat_not_allowed",
            "lines",
            "Sprzedawca zwolniony z VAT albo poza VAT nie może wykazać podatku na fakturze.",
            "Ustaw w pozycjach stawkę „zw” albo popraw status VAT w ustawieniach",
        )
    if (
        EXEMPT in summary.rates
        and status is not VatStatus.OUTSIDE
        and not (summary.exemption_basis or settings.vat_basis)
    ):
        yield blocks(
            "exemption_basis_missing",
            "exemption_basis",
            "Pozycja zwolniona z VAT bez podstawy prawnej.",
            "Podaj przepis, np. art. 113 ust. 1",
        )
    if summary.kind is Kind.BILL and status is VatStatus.EXEMPT:
        yield blocks(
            "bill_not_for_exempt_seller",
            "kind",
            "Sprzedawca zwolniony z VAT wystawia fakturę (bez VAT), nie rachunek.",
            "Zmień na fakturę",
        )
    if summary.kind is Kind.BILL and status is VatStatus.ACTIVE:
        yield blocks(
            "bill_not_for_vat_payer", "kind", "Rachunek wystawia tylko sprzedawca poza VAT.", "Zmień na fakturę"
        )


def _of_ksef(summary: Summary, settings: SellerSettings, today: date) -> Iterator[Problem]:
    is_held = summary.ksef is KsefChannel.REQUIRED and settings.vat_status is not VatStatus.OUTSIDE
    if not is_held or settings.ksef_mode is KsefMode.ELSEWHERE:
        return
    if may_be_waived(settings, today):
        return
    yield blocks(
        "ksef_required",
        "ksef",
        "Nabywca ma NIP: ta faktura musi powstać w KSeF, a system jeszcze tam nie wysyła.",
        "Wystaw w swoim programie i oznacz „wystawiona gdzie indziej”; albo włącz wyjątek do 10 000 zł (do 31.12.2026)",
    )
    if settings.waiver_ended_on:
        yield informs(
            "ksef_limit_reached",
            "ksef",
            "Przekroczono 10 000 zł faktur poza KSeF w miesiącu. Ta i wszystkie następne muszą trafić do KSeF – bez "
            "powrotu do wyjątku.",
            "Wystaw w swoim programie i oznacz „wystawiona gdzie indziej”",
        )
