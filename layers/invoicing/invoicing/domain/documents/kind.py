"""The kinds of documents: one table, with the words and the rules of a kind in each row."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """What a document is; chosen on the draft, frozen at issue."""

    INVOICE = "invoice"
    MARGIN_INVOICE = "margin_invoice"
    PROFORMA = "proforma"
    RECEIPT = "receipt"
    BILL = "bill"
    CORRECTION = "correction"


class NumberedAs(StrEnum):
    """Numbering series: one per kind; corrections of confirmations have one of their own."""

    INVOICE = "invoice"
    MARGIN_INVOICE = "margin_invoice"
    PROFORMA = "proforma"
    RECEIPT = "receipt"
    BILL = "bill"
    CORRECTION = "correction"
    RECEIPT_CORRECTION = "receipt_correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """What is true of all documents of a kind.

    Words: `title` is printed, `short_title` begins a mail's subject, `genitive` follows `do`, `accusative` follows
    `przesyłam` (None: the kind has a mail text of its own), `paid_sentence` goes into mails, `title_without_vat` is the
    register's title where the seller pays no VAT, `required_sentence` must be printed on each document of the kind.
    Corrections of the kind have their own title, genitive and number pattern if these are given, else those of a
    corrective invoice.

    Rules: `is_invoice`: an invoice in the sense of the VAT Act. `is_margin`: goods are under the margin scheme.
    `is_evidence`: it documents a sale; a proforma announces one, so it has no date of sale, tax point or correction.
    `is_internal`: in the VAT return it is internal evidence (WEW), unless an invoice or the cash register counts the
    sale. `names_buyer`: name and address are required and the tax number is printed; a confirmation would look like
    an invoice. `shows_vat`: rates, net and VAT are printed. `is_signed`: the issuer signs it. `is_to_pay`: it
    may have a code for paying by transfer. `is_kept_by_allegro`: Allegro adds it to the order and withholds the mail.
    `may_become` are the kinds that may be made from an issued document.
    """

    title: str
    genitive: str
    pattern: str
    short_title: str = ""
    accusative: str | None = None
    paid_sentence: str = "Zamówienie jest opłacone."
    title_without_vat: str | None = None
    required_sentence: str | None = None
    correction_title: str | None = None
    correction_genitive: str | None = None
    correction_pattern: str | None = None
    is_invoice: bool = False
    is_margin: bool = False
    is_evidence: bool = True
    is_internal: bool = False
    names_buyer: bool = True
    shows_vat: bool = True
    is_signed: bool = False
    is_to_pay: bool = False
    is_kept_by_allegro: bool = False
    may_become: tuple[Kind, ...] = ()


_SUCCESSORS = (Kind.INVOICE, Kind.MARGIN_INVOICE, Kind.BILL)
"""What may follow a proforma or replace a confirmation; other documents are corrected instead."""

_INVOICE = KindRow(
    title="Faktura",
    genitive="faktury",
    pattern="{AL }N/MM/RRRR",
    short_title="Faktura",
    accusative="fakturę",
    paid_sentence="Faktura jest opłacona.",
    title_without_vat="Faktura (bez VAT)",
    is_invoice=True,
    is_to_pay=True,
    is_kept_by_allegro=True,
)

KINDS: Mapping[Kind, KindRow] = {
    Kind.INVOICE: _INVOICE,
    Kind.MARGIN_INVOICE: replace(
        _INVOICE,
        title="Faktura VAT marża",
        genitive="faktury VAT marża",
        pattern="{AL-M }N/MM/RRRR",
        title_without_vat=None,
        is_margin=True,
    ),
    Kind.PROFORMA: KindRow(
        title="Proforma",
        genitive="proformy",
        pattern="{AL-PRO }N/MM/RRRR",
        required_sentence="Dokument nie jest fakturą w rozumieniu ustawy o VAT i nie uprawnia do odliczenia podatku.",
        is_evidence=False,
        is_to_pay=True,
        may_become=_SUCCESSORS,
    ),
    Kind.RECEIPT: KindRow(
        title="Potwierdzenie sprzedaży",
        genitive="potwierdzenia sprzedaży",
        pattern="{AL-PS }N/MM/RRRR",
        required_sentence="Dokument niefiskalny. Nie jest fakturą ani paragonem fiskalnym.",
        correction_title="Korekta potwierdzenia sprzedaży",
        correction_genitive="korekty potwierdzenia sprzedaży",
        correction_pattern="{AL-KPS }N/MM/RRRR",
        is_internal=True,
        names_buyer=False,
        shows_vat=False,
        may_become=_SUCCESSORS,
    ),
    Kind.BILL: KindRow(
        title="Rachunek",
        genitive="rachunku",
        pattern="{AL-R }N/MM/RRRR",
        short_title="Rachunek",
        accusative="rachunek",
        paid_sentence="Rachunek jest opłacony.",
        correction_title="Korekta rachunku",
        correction_genitive="korekty rachunku",
        shows_vat=False,
        is_signed=True,
        is_to_pay=True,
        is_kept_by_allegro=True,
    ),
    Kind.CORRECTION: KindRow(
        title="Faktura korygująca",
        genitive="faktury korygującej",
        pattern="{AL-K }N/MM/RRRR",
        is_kept_by_allegro=True,
    ),
}

AUTO = "auto"
"""At import: the buyer decides (companies, and whoever requested an invoice, get one)."""

KINDS_OF_SALES = tuple(kind for kind in Kind if kind is not Kind.CORRECTION)
"""What can document a sale; a correction is about another document."""

INVOICES = frozenset(kind for kind, row in KINDS.items() if row.is_invoice)
"""Invoices in the sense of the VAT Act."""


def title_of(kind: Kind, corrected: Kind | None = None) -> str:
    """Return the title of a document; `corrected` is the kind of the document that a correction is about."""
    own = KINDS[corrected].correction_title if kind is Kind.CORRECTION and corrected else None
    return own or KINDS[kind].title


def in_a_sentence(title: str) -> str:
    """Return a title as written inside a sentence: `faktura VAT marża`."""
    return title[0].lower() + title[1:]


def genitive_of(kind: Kind, corrected: Kind | None = None) -> str:
    """Return the title of a document after `do`: `faktury`, `korekty rachunku`; `corrected` as in `title_of`."""
    own = KINDS[corrected].correction_genitive if kind is Kind.CORRECTION and corrected else None
    return own or KINDS[kind].genitive


def numbered_as(kind: Kind, corrected: Kind | None = None) -> NumberedAs:
    """Return the numbering series of a document; `corrected` as in `title_of`."""
    if kind is Kind.CORRECTION and corrected and KINDS[corrected].correction_pattern:
        return _of_corrections(corrected)
    return NumberedAs(kind.value)


def _of_corrections(kind: Kind) -> NumberedAs:
    return NumberedAs(f"{kind}_correction")


DEFAULT_PATTERNS: Mapping[NumberedAs, str] = {
    **{numbered_as(kind): row.pattern for kind, row in KINDS.items()},
    **{_of_corrections(kind): row.correction_pattern for kind, row in KINDS.items() if row.correction_pattern},
}
"""Own series, since another program may already use `FV 1/11/2026`."""
