"""What the accountant must know about a document that is in no column of the register."""

from collections.abc import Iterator
from decimal import Decimal

from invoicing.domain.basics.money import show_amount
from invoicing.domain.books.jpk_marks import JpkMark, Standing
from invoicing.domain.books.margin_tax import MarginTax
from invoicing.domain.books.vat_register import RegisterRow
from invoicing.domain.documents.document import Document, KsefChannel
from invoicing.domain.documents.payment import PaymentWay
from invoicing.domain.vat.margin import MarginProcedure
from invoicing.domain.vat.rate import Rate, rate_of


def notes_of(row: RegisterRow) -> tuple[str, ...]:
    """Return the notes on a document, in Polish."""
    notes = [*_of_standing(row)]
    if row.mark:
        notes += [*_of_tax(row.document), *_of_margin(row.document, row.margin)]
        channel = row.document.ksef.channel if row.document.ksef else None
        if channel is KsefChannel.REQUIRED and row.mark is not JpkMark.IN_KSEF:
            notes.append("należy do KSeF – uzupełnij numer KSeF przed wysłaniem JPK")
    return tuple(notes)


def _of_standing(row: RegisterRow) -> Iterator[str]:
    document = row.document
    if row.replaced_by:
        yield f"zastąpione fakturą {row.replaced_by.number}"
        yield f"kwota {show_amount(document.totals.gross, document.currency)} nie jest wliczana"
    elif document.fiscal_receipt:
        yield f"do paragonu {document.fiscal_receipt.number}: nie wliczać do sum, sprzedaż jest w raporcie kasy"
    elif row.standing is Standing.IN_CASH_REGISTER:
        yield "nie wliczać do sum: sprzedaż jest w raporcie kasy"


def _of_tax(document: Document) -> Iterator[str]:
    if document.tax_point is None:
        yield _unknown_tax_point(document)
    if document.currency != "PLN" and document.exchange_rate is None:
        yield f"brak kursu {document.currency} – kwoty w złotych nie są policzone"
    for row in document.totals.by_rate:
        rate, net = rate_of(row.vat_rate), document.in_zloty(row.net)
        if rate.note and net is not None:
            yield _without_column(rate, net)


def _unknown_tax_point(document: Document) -> str:
    if document.seller and document.seller.cash_method:
        return "metoda kasowa: VAT w miesiącu zapłaty"
    if document.payment_method == PaymentWay.ON_DELIVERY:
        return "pobranie: obowiązek podatkowy powstaje w dniu odbioru paczki – podaj księgowej tę datę"
    return "data obowiązku podatkowego nieznana – ustal ją z księgową"


def _without_column(rate: Rate, net: Decimal) -> str:
    place = f" ({', '.join(rate.base_fields)})" if rate.base_fields else ""
    return f"{rate.note}: netto {show_amount(net, 'PLN')}{place}"


def _of_margin(document: Document, margin: MarginTax | None) -> Iterator[str]:
    if margin is None:
        return
    if margin.purchase is None:
        yield "brak ceny zakupu – marża i jej VAT nie są policzone"
    elif margin.vat is None:
        yield f"marża w walucie {document.currency} – do policzenia przez księgową"
    if margin.has_loss:
        yield "sprzedaż ze stratą: ujemna marża nie obniża VAT"
    if document.margin_procedure is MarginProcedure.TRAVEL:
        yield "procedura marży dla biur podróży (MR_T)"
