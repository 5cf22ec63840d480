"""Pre-flight: what stands between a draft and its number, in words that a shopkeeper understands.

A pure function of the draft, the seller's settings and what the tax office's check digit says. It is run again when
a document is issued; what is stored of it is for lists only.
"""

from collections.abc import Callable, Iterator

from invoicing.domain.documents import Document, Order
from invoicing.domain.kinds import ISSUABLE_KINDS, Kind
from invoicing.domain.lines import Line
from invoicing.domain.money import show_amount
from invoicing.domain.parties import VatStatus
from invoicing.domain.payments import PaymentWay
from invoicing.domain.problem import Problem, blocks, informs, waits
from invoicing.domain.questions import asked
from invoicing.domain.sales import CANCELLED
from invoicing.domain.sellers import SellerSettings
from invoicing.domain.vat import EXEMPT

IsNip = Callable[[str], bool]
MASKED_DOMAIN = "@allegromail.pl"


def find_problems(document: Document, settings: SellerSettings, *, is_nip: IsNip) -> tuple[Problem, ...]:
    """Return all problems of a draft, the seller's own first."""
    return (*seller_problems(document.kind, settings), *draft_problems(document, settings, is_nip=is_nip))


def draft_problems(document: Document, settings: SellerSettings, *, is_nip: IsNip) -> tuple[Problem, ...]:
    """Return the problems that are stored with a draft; the seller's own change without it and are found when read."""
    return (
        *_of_the_kind(document.kind),
        *_of_the_buyer(document, is_nip),
        *_of_the_lines(document, settings),
        *_of_the_sale(document),
        *(asked(question, document.currency) for question in document.questions),
    )


def seller_problems(kind: Kind, settings: SellerSettings) -> Iterator[Problem]:
    """Yield what of the seller holds every draft of a kind."""
    required = {"name": settings.name, "address": settings.address.is_complete, "place": settings.place}
    if settings.vat_status is not VatStatus.OUTSIDE:
        required["nip"] = settings.nip
    missing = [field for field, value in required.items() if not value]
    if missing:
        yield blocks("seller_incomplete", "seller", f"Uzupełnij dane sprzedawcy: {', '.join(missing)}.", "Ustawienia")
    if not settings.numbering.confirmed:
        yield blocks(
            "numbering_not_confirmed",
            "numbering",
            "Od jakiego numeru zaczynamy? Jeśli używasz innego programu w tym miesiącu, ustaw własną serię.",
            f"Potwierdź wzór numeru „{settings.numbering.patterns.get(kind, '')}” w ustawieniach",
        )


def _of_the_kind(kind: Kind) -> Iterator[Problem]:
    if kind not in ISSUABLE_KINDS:
        yield blocks(
            "kind_not_supported", "kind", "Tego rodzaju dokumentu nie da się jeszcze wystawić.", "Wybierz fakturę"
        )


def _of_the_buyer(document: Document, is_nip: IsNip) -> Iterator[Problem]:
    buyer = document.buyer
    must_be_named = document.kind is not Kind.RECEIPT
    if must_be_named and not buyer.name:
        yield blocks(
            "buyer_name_missing",
            "buyer.name",
            "Brak nazwy (imienia i nazwiska) nabywcy.",
            "Uzupełnij albo zmień na potwierdzenie sprzedaży",
        )
    if must_be_named and not buyer.address.is_complete:
        yield blocks(
            "buyer_address_missing",
            "buyer.address",
            "Brak adresu nabywcy.",
            "Uzupełnij albo zmień na potwierdzenie sprzedaży",
        )
    if buyer.is_company and not buyer.nip and not buyer.tax_id:
        yield blocks(
            "nip_missing",
            "buyer.nip",
            "Nabywca podał firmę, ale nie podał NIP.",
            "Wpisz NIP albo wystaw jak dla osoby prywatnej",
        )
    if buyer.nip and not is_nip(buyer.nip):
        yield blocks(
            "nip_invalid",
            "buyer.nip",
            f"NIP {buyer.nip} ma błędną cyfrę kontrolną.",
            "Popraw albo potwierdź, że tak ma zostać",
        )
    if not buyer.email:
        yield informs("email_missing", "buyer.email", "Brak e-maila.", "Podaj inny")
    elif buyer.email.lower().endswith(MASKED_DOMAIN):
        yield informs(
            "email_masked",
            "buyer.email",
            "Adres Allegro: fakturę Allegro dołączy do zamówienia, samej wiadomości nie doręczy.",
        )


def _of_the_lines(document: Document, settings: SellerSettings) -> Iterator[Problem]:
    if not document.lines:
        yield blocks("lines_missing", "lines", "Dokument nie ma żadnej pozycji.", "Dodaj pozycję")
    goods_have_rates = all(line.vat_rate is not None for line in document.lines if not line.is_delivery)
    for index, line in enumerate(document.lines):
        if line.vat_rate is None and (goods_have_rates or not line.is_delivery):
            yield blocks(
                "vat_rate_missing",
                f"lines[{index}].vat_rate",
                f"Brak stawki VAT w pozycji „{line.name}”.",
                "Wybierz stawkę – zapamiętam ją dla tej oferty",
            )
    if settings.vat_status is not VatStatus.ACTIVE and any(_has_vat(line) for line in document.lines):
        yield blocks(
            "vat_not_allowed",
            "lines",
            "Sprzedawca zwolniony z VAT albo poza VAT nie może wykazać podatku na fakturze.",
            "Ustaw w pozycjach stawkę „zw” albo popraw status VAT w ustawieniach",
        )
    if any(line.vat_rate == EXEMPT for line in document.lines) and not settings.vat_basis:
        yield blocks(
            "exemption_basis_missing",
            "seller.vat_basis",
            "Pozycja zwolniona z VAT bez podstawy prawnej.",
            "Podaj przepis, np. art. 113 ust. 1",
        )


def _has_vat(line: Line) -> bool:
    return line.vat_rate is not None and line.vat_rate != EXEMPT


def _of_the_sale(document: Document) -> Iterator[Problem]:
    if document.buyer.address.country != "PL":
        yield blocks(
            "foreign_vat_undecided",
            "buyer.address.country",
            f"Kupujący z {document.buyer.address.country}: wybierz, jaki VAT stosujesz za granicą.",
            "Polski VAT (do 10 000 EUR rocznie) / OSS – ustawienie jednorazowe",
        )
    if document.currency != "PLN":
        yield blocks(
            "exchange_rate_missing",
            "exchange_rate",
            f"Brak kursu NBP dla {document.currency}.",
            "Wpisz kurs, tabelę i datę",
        )
    if document.order is not None:
        yield from _of_the_order(document, document.order)


def _of_the_order(document: Document, order: Order) -> Iterator[Problem]:
    if order.status == CANCELLED:
        yield blocks("cancelled", "order.status", "Zamówienie anulowane – nie wystawiaj.", "Odrzuć szkic")
    expected = order.total if order.total is not None else order.paid or None
    if expected is not None and expected != document.to_pay:
        yield waits(
            "total_mismatch",
            "lines",
            f"Suma pozycji {show_amount(document.to_pay, document.currency)} różni się od kwoty z pliku "
            f"{show_amount(expected, document.currency)} o "
            f"{show_amount(abs(document.to_pay - expected), document.currency)}.",
            "Popraw pozycje albo potwierdź",
        )
    yield from _of_the_payment(document, order)


def _of_the_payment(document: Document, order: Order) -> Iterator[Problem]:
    if document.payment_method == PaymentWay.ON_DELIVERY and not document.paid:
        if document.sale_date is None:
            yield informs(
                "cod_delivery_date_unknown",
                "sale_date",
                "Pobranie: datą sprzedaży jest odbiór paczki. Uzupełnij, gdy ją poznasz.",
            )
        return
    if not document.paid:
        if document.kind is not Kind.PROFORMA and document.due_date is None:
            yield waits(
                "unpaid",
                "paid",
                "Zamówienie nieopłacone.",
                "Czekaj, wystaw proformę albo fakturę z terminem płatności",
            )
        return
    if order.total is not None and document.paid < order.total:
        yield waits(
            "paid_less_than_total",
            "paid",
            f"Wpłacono {show_amount(document.paid, document.currency)} z "
            f"{show_amount(order.total, document.currency)}. Monety i karty podarunkowe to zapłata, nie rabat.",
            "Zapłacono całość (monety/karta) / niedopłata",
        )
    if order.total is not None and document.paid > order.total:
        yield waits(
            "overpaid",
            "paid",
            f"Wpłacono o {show_amount(document.paid - order.total, document.currency)} więcej niż wynosi zamówienie.",
            "Dopłata za co? (pozycja) / nadpłata do zwrotu",
        )
    if document.paid_at is None:
        yield informs(
            "sale_date_assumed",
            "sale_date",
            "Data zapłaty nieznana (plik jej nie podaje) – przyjęto datę zamówienia.",
            "Popraw, jeśli zapłacono w innym miesiącu",
        )
