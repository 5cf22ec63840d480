"""What is checked of a draft's buyer."""

from collections.abc import Callable, Iterator

from invoicing.domain.basics.countries import EU
from invoicing.domain.basics.money import show_amount
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.email_addresses import is_masked, to_ascii
from invoicing.domain.documents.kind import INVOICES, Kind
from invoicing.domain.documents.legal_notes import (
    SPLIT_PAYMENT_ABOVE,
    is_above_split_payment,
    may_need_split_payment,
)
from invoicing.domain.documents.payment import PaymentWay
from invoicing.domain.problems.problem import Problem, blocks, informs, waits

IsNip = Callable[[str], bool]
LONGEST_NAME = 512
"""Characters that KSeF takes."""


def buyer_problems(document: Document, is_nip: IsNip) -> Iterator[Problem]:
    """Yield what is missing or wrong of the buyer."""
    yield from _named(document)
    yield from _tax_number(document, is_nip)
    yield from _business(document)
    yield from _reached(document)


def _named(document: Document) -> Iterator[Problem]:
    buyer = document.buyer
    if document.evidence_kind is Kind.RECEIPT:
        return
    way_out = "Uzupełnij albo zmień na potwierdzenie sprzedaży"
    if not buyer.name:
        yield blocks("buyer_name_missing", "buyer.name", "Brak nazwy (imienia i nazwiska) nabywcy.", way_out)
    elif len(buyer.name) > LONGEST_NAME:
        yield informs("name_too_long", "buyer.name", f"Nazwa ma {len(buyer.name)} znaków (KSeF: do 512).", "Skróć")
    if not buyer.address.is_complete:
        yield blocks("buyer_address_missing", "buyer.address", "Brak adresu nabywcy.", way_out)


def _tax_number(document: Document, is_nip: IsNip) -> Iterator[Problem]:
    buyer = document.buyer
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


def _business(document: Document) -> Iterator[Problem]:
    buyer = document.buyer
    if document.kind not in INVOICES or not buyer.is_business:
        return
    country = buyer.address.country
    if buyer.tax_id and not buyer.nip and country in EU:
        yield blocks(
            "eu_company",
            "buyer.tax_id",
            "Firma z UE z numerem VAT: możliwe WDT 0 % – wymaga KSeF, VIES i dowodów wywozu.",
            "Wystaw w swoim programie",
        )
    if _may_hold_annex15(document):
        yield waits(
            "mpp_undecided",
            "lines",
            "Powyżej 15 000 zł dla firmy: czy jest tu towar z załącznika 15 (elektronika, części samochodowe, stal…)?",
            "Tak → „mechanizm podzielonej płatności” / Nie",
        )
    if document.payment_method == PaymentWay.ON_DELIVERY and is_above_split_payment(document):
        yield informs(
            "cash_payment_limit",
            "payment_method",
            f"Sprzedaż między firmami powyżej {show_amount(SPLIT_PAYMENT_ABOVE, 'PLN')} powinna być zapłacona "
            "przelewem.",
        )


def _may_hold_annex15(document: Document) -> bool:
    """Is it open whether goods of annex 15 are on a document whose total makes them matter?"""
    goods = [line for line in document.lines if not line.is_delivery]
    is_open = any(line.annex15 is None for line in goods) and not any(line.annex15 for line in goods)
    return is_open and may_need_split_payment(document)


def _reached(document: Document) -> Iterator[Problem]:
    email = document.buyer.email
    if not email:
        yield informs("email_missing", "buyer.email", "Brak e-maila.", "Podaj inny")
    elif to_ascii(email) is None:
        yield informs("email_unusable", "buyer.email", f"Adresu nie da się użyć ({email}).", "Podaj inny")
    elif is_masked(email):
        yield informs(
            "email_masked",
            "buyer.email",
            "Adres Allegro: fakturę Allegro dołączy do zamówienia, samej wiadomości nie doręczy.",
        )
        if document.kind in INVOICES and document.order and document.order.invoice_wanted is False:
            yield informs(
                "invoice_not_requested",
                "kind",
                "Kupujący nie prosił o fakturę: Allegro może jej nie przyjąć do zamówienia.",
                "Dołącz wydruk do paczki",
            )
