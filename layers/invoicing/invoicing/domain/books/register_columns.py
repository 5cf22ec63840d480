"""The columns of the register, one row per document.

Amounts of the VAT return are in zloty; totals, deposits and payments are in the document's own currency. A confirmation
replaced by an invoice shows no amounts, so that the sum of a column does not count it. An invoice to a fiscal receipt
shows its fields, because the return requires them; its note says that they are in no sum.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from invoicing.domain.basics.csv_cells import Cell
from invoicing.domain.basics.money import ZERO
from invoicing.domain.books.jpk_marks import Standing
from invoicing.domain.books.margin_tax import MarginTax
from invoicing.domain.books.register_notes import notes_of
from invoicing.domain.books.vat_register import RegisterRow
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.legal_notes import SPLIT_PAYMENT
from invoicing.domain.documents.parties import Address
from invoicing.domain.documents.payment import printed_way
from invoicing.domain.vat.margin import MarginProcedure
from invoicing.domain.vat.rate import EXEMPT, RATES

NO_PDF = "brak PDF"
NO_TAX_NUMBER = "BRAK"


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the register with its position in the sheet and its PDF's name in the archive."""

    position: int
    row: RegisterRow
    pdf: str | None

    @property
    def document(self) -> Document:
        """The row's document."""
        return self.row.document


def cells_of(shown: Shown) -> list[Cell]:
    """Return the cells of a row in the order of `HEADERS`."""
    return [cell(shown) for _, cell in COLUMNS]


def _field(name: str) -> Callable[[Shown], Cell]:
    return lambda shown: shown.row.fields.get(name)


def _rate_columns() -> Iterator[tuple[str, str]]:
    """Yield name and return field of each rate's columns: net and VAT, or only net for a rate without VAT."""
    for rate in RATES.values():
        if rate.column and rate.tax_field:
            yield f"Netto {rate.column}", rate.base_fields[0]
            yield f"VAT {rate.column}", rate.tax_field
        elif rate.column:
            yield rate.column, rate.base_fields[0]


def _amount(amount: Callable[[RegisterRow], Decimal | None]) -> Callable[[Shown], Cell]:
    return lambda shown: None if shown.row.standing is Standing.REPLACED else amount(shown.row)


def _margin(amount: Callable[[MarginTax], Decimal | None]) -> Callable[[Shown], Cell]:
    return lambda shown: amount(shown.row.margin) if shown.row.margin else None


def _margin_sale(shown: Shown) -> Cell:
    return shown.document.in_zloty(shown.row.margin.sale) if shown.row.margin else None


def _is_used_goods(shown: Shown) -> Cell:
    return shown.row.margin is not None and shown.document.margin_procedure is not MarginProcedure.TRAVEL


def _tax_number(shown: Shown) -> Cell:
    return shown.document.buyer.nip or shown.document.buyer.tax_id or NO_TAX_NUMBER


def _address(shown: Shown) -> Cell:
    return one_line(shown.document.buyer.address)


def one_line(address: Address) -> str:
    """Return an address as one line: `ul. Łąkowa 5/7, 60-166 Poznań`."""
    return ", ".join(part for part in (address.street, f"{address.postcode} {address.city}".strip()) if part)


def _exemption(shown: Shown) -> Cell:
    document = shown.document
    if all(line.vat_rate != EXEMPT for line in document.lines):
        return None
    return document.exemption_basis or (document.seller.vat_basis if document.seller else None)


def _goods_codes(shown: Shown) -> Cell:
    return ",".join(sorted({line.gtu for line in shown.document.lines if line.gtu}))


def _paid_at(shown: Shown) -> Cell:
    return shown.document.paid_at if shown.row.summary.paid > ZERO else None


def _subsidy(row: RegisterRow) -> Decimal | None:
    return sum((line.subsidy for line in row.document.lines if line.subsidy), ZERO) or None


def _replaces(shown: Shown) -> Cell:
    other = shown.row.replaced_by or shown.document.replaces
    return other.number if other else None


COLUMNS: tuple[tuple[str, Callable[[Shown], Cell]], ...] = (
    ("Lp", lambda shown: shown.position),
    ("Rodzaj", lambda shown: shown.row.title),
    ("Numer", lambda shown: shown.document.number),
    ("Numer KSeF", lambda shown: shown.row.ksef_number),
    ("Oznaczenie JPK", lambda shown: shown.row.mark),
    ("TypDokumentu", lambda shown: shown.row.evidence),
    ("Data wystawienia", lambda shown: shown.document.issue_date),
    ("Data sprzedaży/zapłaty", lambda shown: shown.document.sale_date),
    ("Data obowiązku podatkowego", lambda shown: shown.document.tax_point),
    ("Okres VAT", lambda shown: shown.row.vat_period),
    ("Kod kraju", lambda shown: shown.document.buyer.address.country),
    ("NIP nabywcy", _tax_number),
    ("Nabywca", lambda shown: shown.document.buyer.name),
    ("Adres", _address),
    *((f"{name} ({field})", _field(field)) for name, field in _rate_columns()),
    ("Podstawa zwolnienia", _exemption),
    ("Marża: sprzedaż brutto (SprzedazVAT_Marza)", _margin_sale),
    ("Marża: zakup (ZakupVAT_Marza)", _margin(lambda margin: margin.purchase)),
    ("Marża: netto", _margin(lambda margin: margin.net)),
    ("Marża: VAT", _margin(lambda margin: margin.vat)),
    ("MR_UZ", _is_used_goods),
    ("Brutto razem", _amount(lambda row: row.document.totals.gross)),
    ("Kaucja", _amount(lambda row: row.charges or None)),
    ("Waluta", lambda shown: shown.document.currency),
    ("Kurs", lambda shown: shown.document.exchange_rate.rate if shown.document.exchange_rate else None),
    ("Data kursu", lambda shown: shown.document.exchange_rate.date if shown.document.exchange_rate else None),
    ("GTU", _goods_codes),
    ("WSTO_EE", lambda shown: bool(shown.row.foreign)),
    ("MPP", lambda shown: SPLIT_PAYMENT in shown.document.annotations),
    ("Nr dok. korygowanego", lambda shown: shown.document.corrects.number if shown.document.corrects else None),
    ("Data dok. korygowanego", lambda shown: shown.document.corrects.issue_date if shown.document.corrects else None),
    ("Przyczyna", lambda shown: shown.document.correction.reason if shown.document.correction else None),
    ("Data uzgodnienia korekty", lambda _: None),
    ("Zapłacono", _amount(lambda row: row.summary.paid)),
    ("Data zapłaty", _paid_at),
    ("Sposób płatności", lambda shown: printed_way(shown.document.payment_method or "")),
    ("Pozostało", _amount(lambda row: row.summary.amount_due)),
    ("Nr zamówienia Allegro", lambda shown: shown.document.order.id if shown.document.order else None),
    ("Login", lambda shown: shown.document.order.buyer_login if shown.document.order else None),
    ("Id płatności Allegro", lambda shown: shown.document.order.payment_id if shown.document.order else None),
    ("Dopłata Allegro", _amount(_subsidy)),
    ("Zastępuje/zastąpiony przez", _replaces),
    ("Plik PDF", lambda shown: shown.pdf or NO_PDF),
    ("Uwagi", lambda shown: "; ".join(notes_of(shown.row))),
)
"""Header and value of each column. The date on which a correction was agreed is left blank for the accountant."""

HEADERS = tuple(name for name, _ in COLUMNS)
