"""Pre-flight: what stands between a draft and its number, in words that a shopkeeper understands.

A pure function of the draft, the seller's settings and what the tax office's check digit says. It is run again when
a document is issued; what is stored of it is for lists only.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from invoicing.domain.documents import Document, Order
from invoicing.domain.kinds import ISSUABLE_KINDS, Kind
from invoicing.domain.money import ZERO, show_amount
from invoicing.domain.parties import VatStatus
from invoicing.domain.sales import CANCELLED
from invoicing.domain.sellers import SellerSettings
from invoicing.domain.vat import EXEMPT

IsNip = Callable[[str], bool]


class Severity(StrEnum):
    """`blocks` until mended, `waits` for a decision, or only informs."""

    BLOCKS = "blocks"
    WAITS = "waits"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to know or to mend, with the way out."""

    code: str
    severity: Severity
    message: str
    way_out: str
    field: str | None = None

    @property
    def holds(self) -> bool:
        """Does it stand between the draft and its number?"""
        return self.severity is not Severity.INFO


def find_problems(document: Document, settings: SellerSettings, *, is_nip: IsNip) -> tuple[Problem, ...]:
    """Return all problems of a draft, the seller's own first."""
    return (
        *_of_the_seller(document, settings),
        *_of_the_buyer(document, is_nip),
        *_of_the_lines(document, settings),
        *_of_the_sale(document),
    )


def _blocks(code: str, field: str | None, message: str, way_out: str) -> Problem:
    return Problem(code=code, severity=Severity.BLOCKS, field=field, message=message, way_out=way_out)


def _waits(code: str, field: str | None, message: str, way_out: str) -> Problem:
    return Problem(code=code, severity=Severity.WAITS, field=field, message=message, way_out=way_out)


def _informs(code: str, field: str | None, message: str, way_out: str = "") -> Problem:
    return Problem(code=code, severity=Severity.INFO, field=field, message=message, way_out=way_out)


def _of_the_seller(document: Document, settings: SellerSettings) -> Iterator[Problem]:
    required = {"name": settings.name, "address": settings.address.is_complete, "place": settings.place}
    if settings.vat_status is not VatStatus.OUTSIDE:
        required["nip"] = settings.nip
    missing = [field for field, value in required.items() if not value]
    if missing:
        yield _blocks("seller_incomplete", "seller", f"Uzupełnij dane sprzedawcy: {', '.join(missing)}.", "Ustawienia")
    if not settings.numbering.confirmed:
        yield _blocks(
            "numbering_not_confirmed",
            "numbering",
            "Od jakiego numeru zaczynamy? Jeśli używasz innego programu w tym miesiącu, ustaw własną serię.",
            f"Potwierdź wzór numeru „{settings.numbering.patterns.get(document.kind, '')}” w ustawieniach",
        )
    if document.kind not in ISSUABLE_KINDS:
        yield _blocks(
            "kind_not_supported", "kind", "Tego rodzaju dokumentu nie da się jeszcze wystawić.", "Wybierz fakturę"
        )


def _of_the_buyer(document: Document, is_nip: IsNip) -> Iterator[Problem]:
    buyer = document.buyer
    must_be_named = document.kind is not Kind.RECEIPT
    if must_be_named and not buyer.name:
        yield _blocks(
            "buyer_name_missing",
            "buyer.name",
            "Brak nazwy (imienia i nazwiska) nabywcy.",
            "Uzupełnij albo zmień na potwierdzenie sprzedaży",
        )
    if must_be_named and not buyer.address.is_complete:
        yield _blocks(
            "buyer_address_missing",
            "buyer.address",
            "Brak adresu nabywcy.",
            "Uzupełnij albo zmień na potwierdzenie sprzedaży",
        )
    if buyer.is_company and not buyer.nip and not buyer.tax_id:
        yield _blocks(
            "nip_missing",
            "buyer.nip",
            "Nabywca podał firmę, ale nie podał NIP.",
            "Wpisz NIP albo wystaw jak dla osoby prywatnej",
        )
    if buyer.nip and not is_nip(buyer.nip):
        yield _blocks(
            "nip_invalid",
            "buyer.nip",
            f"NIP {buyer.nip} ma błędną cyfrę kontrolną.",
            "Popraw albo potwierdź, że tak ma zostać",
        )
    if not buyer.email:
        yield _informs("email_missing", "buyer.email", "Brak e-maila.", "Podaj inny")


def _of_the_lines(document: Document, settings: SellerSettings) -> Iterator[Problem]:
    if not document.lines:
        yield _blocks("lines_missing", "lines", "Dokument nie ma żadnej pozycji.", "Dodaj pozycję")
    for index, line in enumerate(document.lines):
        if line.vat_rate is None:
            yield _blocks(
                "vat_rate_missing",
                f"lines[{index}].vat_rate",
                f"Brak stawki VAT w pozycji „{line.name}”.",
                "Wybierz stawkę – zapamiętam ją dla tej oferty",
            )
    if any(line.vat_rate == EXEMPT for line in document.lines) and not settings.vat_basis:
        yield _blocks(
            "exemption_basis_missing",
            "seller.vat_basis",
            "Pozycja zwolniona z VAT bez podstawy prawnej.",
            "Podaj przepis, np. art. 113 ust. 1",
        )


def _of_the_sale(document: Document) -> Iterator[Problem]:
    if document.buyer.address.country != "PL":
        yield _blocks(
            "foreign_vat_undecided",
            "buyer.address.country",
            f"Kupujący z {document.buyer.address.country}: wybierz, jaki VAT stosujesz za granicą.",
            "Polski VAT (do 10 000 EUR rocznie) / OSS – ustawienie jednorazowe",
        )
    if document.currency != "PLN":
        yield _blocks(
            "exchange_rate_missing",
            "exchange_rate",
            f"Brak kursu NBP dla {document.currency}.",
            "Wpisz kurs, tabelę i datę",
        )
    if document.order is not None:
        yield from _of_the_order(document, document.order)


def _of_the_order(document: Document, order: Order) -> Iterator[Problem]:
    if order.status == CANCELLED:
        yield _blocks("cancelled", "order.status", "Zamówienie anulowane – nie wystawiaj.", "Odrzuć szkic")
    calculated = document.to_pay
    if order.total is not None and order.total != calculated:
        yield _waits(
            "total_mismatch",
            "lines",
            f"Suma pozycji {show_amount(calculated, document.currency)} różni się od kwoty z pliku "
            f"{show_amount(order.total, document.currency)} o "
            f"{show_amount(abs(calculated - order.total), document.currency)}.",
            "Popraw pozycje albo potwierdź",
        )
    if not document.paid and document.kind is not Kind.PROFORMA:
        yield _waits(
            "unpaid",
            "paid",
            "Zamówienie nieopłacone.",
            "Czekaj, wystaw proformę albo fakturę z terminem płatności",
        )
    elif order.total is not None and ZERO < document.paid < order.total:
        yield _waits(
            "paid_less_than_total",
            "paid",
            f"Wpłacono {show_amount(document.paid, document.currency)} z "
            f"{show_amount(order.total, document.currency)}. Monety i karty podarunkowe to zapłata, nie rabat.",
            "Zapłacono całość (monety/karta) / niedopłata",
        )
    if document.paid_at is None and document.paid:
        yield _informs(
            "sale_date_assumed",
            "sale_date",
            "Data zapłaty nieznana (plik jej nie podaje) – przyjęto datę zamówienia.",
            "Popraw, jeśli zapłacono w innym miesiącu",
        )
