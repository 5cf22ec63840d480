"""What sellers are asked before their first document: eight questions, each with a default until they answer."""

from collections.abc import Iterator
from dataclasses import dataclass

from invoicing.domain.documents.kind import in_a_sentence, title_of
from invoicing.domain.documents.parties import VatStatus
from invoicing.domain.sellers.settings import SellerSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistItem:
    """One question. `default` applies without an answer; `is_blocking`: nothing can be issued before the answer."""

    code: str
    question: str
    fields: tuple[str, ...]
    answer: str | None
    default: str | None
    is_blocking: bool = False

    @property
    def is_answered(self) -> bool:
        """True if the seller has answered it."""
        return self.answer is not None


def checklist_of(settings: SellerSettings) -> tuple[ChecklistItem, ...]:
    """Return the questions with the answers from the settings."""
    return (_company(settings), _vat(settings), *_sales(settings), *_documents(settings), *_other_systems(settings))


def missing(settings: SellerSettings) -> tuple[str, ...]:
    """Return the codes of questions that must be answered before the first document."""
    return tuple(item.code for item in checklist_of(settings) if item.is_blocking and not item.is_answered)


def _company(settings: SellerSettings) -> ChecklistItem:
    has_nip = bool(settings.nip) or settings.vat_status is VatStatus.OUTSIDE
    is_complete = bool(settings.name and has_nip and settings.address.is_complete and settings.place)
    return ChecklistItem(
        code="company",
        question="Jakie dane firmy drukować: nazwa, NIP, adres, miejsce wystawienia?",
        fields=("name", "nip", "address", "place"),
        answer=f"{settings.name}, NIP {settings.nip or 'brak'}" if is_complete else None,
        default=None,
        is_blocking=True,
    )


def _vat(settings: SellerSettings) -> ChecklistItem:
    answer = {
        VatStatus.ACTIVE: f"czynny podatnik VAT, domyślna stawka {settings.default_vat_rate}"
        if settings.default_vat_rate
        else None,
        VatStatus.EXEMPT: f"zwolniony: {settings.vat_basis}" if settings.vat_basis else None,
        VatStatus.OUTSIDE: "poza VAT",
    }[settings.vat_status]
    return ChecklistItem(
        code="vat",
        question="Czynny podatnik VAT, zwolniony (z jaką podstawą) czy poza VAT? Jaka domyślna stawka?",
        fields=("vat_status", "vat_basis", "default_vat_rate"),
        answer=answer,
        default="czynny podatnik VAT; szkice bez stawki czekają",
        is_blocking=settings.vat_status is VatStatus.EXEMPT,
    )


def _sales(settings: SellerSettings) -> Iterator[ChecklistItem]:
    registers = {"exempt_item_41": "nie mam (sprzedaż wysyłkowa, poz. 41)", "has": "mam kasę"}
    yield ChecklistItem(
        code="cash_register",
        question="Czy masz kasę fiskalną?",
        fields=("cash_register", "consumer_kind"),
        answer=registers[settings.cash_register] if settings.cash_register else None,
        default=f"konsument dostaje: {in_a_sentence(title_of(settings.consumer_kind))}",
    )
    yield ChecklistItem(
        code="abroad",
        question="Czy sprzedajesz za granicę: polski VAT czy OSS?",
        fields=("foreign_b2c",),
        answer={"polish_vat": "polski VAT", "oss": "OSS"}[settings.foreign_b2c] if settings.foreign_b2c else None,
        default="takie sprzedaże czekają na decyzję",
    )


def _documents(settings: SellerSettings) -> Iterator[ChecklistItem]:
    pattern = settings.numbering.text_of_invoices
    yield ChecklistItem(
        code="numbering",
        question="Jaki wzór numeru i od którego numeru zaczynamy w tym miesiącu?",
        fields=("numbering",),
        answer=pattern if settings.numbering.confirmed else None,
        default=f"{pattern} od 1, po potwierdzeniu",
        is_blocking=True,
    )
    yield ChecklistItem(
        code="bank_account",
        question="Na jakie konto kupujący mają płacić?",
        fields=("bank_account", "bank_accounts"),
        answer=settings.bank_account,
        default="bez konta na dokumentach",
    )


def _other_systems(settings: SellerSettings) -> Iterator[ChecklistItem]:
    confirmed = "zapisany w Allegro" if settings.may_write_to_masked else "niezapisany w Allegro"
    yield ChecklistItem(
        code="sender",
        question="Z jakiego adresu wysyłać i czy jest zapisany w Allegro?",
        fields=("mail.sender", "mail.allegro_sender"),
        answer=f"{settings.sender or 'adres systemu'}, {confirmed}" if settings.may_write_to_masked else None,
        default="adres systemu; wiadomości na adresy Allegro są wstrzymane",
    )
    modes = {"elsewhere": "mam inny program", "waived_2026": "wyjątek 10 000 zł do 31.12.2026"}
    yield ChecklistItem(
        code="ksef",
        question="KSeF: masz inny program czy korzystasz z wyjątku do 10 000 zł?",
        fields=("ksef_mode",),
        answer=modes.get(settings.ksef_mode),
        default="faktury dla firm czekają",
    )
