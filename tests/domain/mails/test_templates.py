"""Variables in mail texts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from invoicing.domain.documents.correction import CorrectionRequest, LineCorrection, correction_of
from invoicing.domain.documents.document import Message
from invoicing.domain.documents.issue import PrintedNumber, issued
from invoicing.domain.documents.kind import Kind
from invoicing.domain.mails.templates import DEFAULT_MESSAGES, VARIABLES, fill, filled, values_of, variables_in
from tests.builders import NOW, PERSON, a_draft, a_seller, sold_by


def an_issued_document(**changes):
    printed = PrintedNumber("AL", "AL 1/11/2026")
    return issued(a_draft(**changes), printed, on=date(2026, 11, 24), at=NOW, **sold_by(a_seller()))


def a_correction(*, kind=Kind.INVOICE, paid="19.99", **request):
    """Return an issued correction of a document for one mug, by default to zero."""
    original = an_issued_document(kind=kind, paid=Decimal(paid))
    correction = CorrectionRequest(**{"reason": "zwrot towaru", "whole": not request, **request})
    draft = correction_of(original, None, correction, document_id="k", at=NOW, paid=original.paid)
    return issued(draft, PrintedNumber("AL-K", "AL-K 1/11/2026"), on=date(2026, 11, 30), at=NOW, **sold_by(a_seller()))


def default_mail_of(document):
    """Return subject and body of the default mail with a document."""
    message = filled(DEFAULT_MESSAGES[document.kind], document)
    return message.subject, message.body.replace("\xa0", " ")


def test_every_variable_works_in_title_and_body():
    """F-48."""
    text = " ".join(f"[[[{name}]]]" for name in VARIABLES)
    message = filled(Message(subject=text, body=text), an_issued_document())

    assert variables_in(message.subject) == ()
    assert variables_in(message.body) == ()
    assert "AL 1/11/2026" in message.subject
    assert "Jan Kowalski" in message.body


def test_blanks_and_curly_brackets_are_allowed_and_unknown_variables_stay_visible():
    values = {"numer": "AL 1/11/2026"}

    assert fill("[[[ numer ]]] {{{numer}}} [[[rodzaj ]]]", values) == "AL 1/11/2026 AL 1/11/2026 [[[rodzaj ]]]"


def test_only_whole_variables_are_replaced_and_values_are_never_expanded_again():
    """F-49."""
    document = an_issued_document(buyer=replace(PERSON, name="[[[konto]]] {{{numer}}}"))
    message = filled(Message(subject="numer {numer} [[numer]]", body="[[[nabywca_nazwa]]]"), document)

    assert message.subject == "numer {numer} [[numer]]"
    assert message.body == "[[[konto]]] {{{numer}}}"


def test_the_title_is_one_line_without_no_break_spaces():
    document = an_issued_document(buyer=replace(PERSON, name="Jan\r\nBcc: x@example.com"))
    message = filled(Message(subject="[[[nabywca_nazwa]]] [[[razem_brutto]]]", body="x"), document)

    assert message.subject == "Jan Bcc: x@example.com 19,99 zł"


def test_our_own_texts_have_no_unknown_variable():
    for message in DEFAULT_MESSAGES.values():
        assert set(variables_in(message.subject + message.body)) <= VARIABLES.keys()


def test_the_payment_sentence_distinguishes_paid_from_unpaid():
    unpaid = an_issued_document(paid=Decimal("0.00"))

    assert values_of(an_issued_document())["zdanie_o_platnosci"] == "Faktura jest opłacona."
    assert "19,99" in values_of(unpaid)["zdanie_o_platnosci"]
    assert "AL 1/11/2026" in values_of(unpaid)["zdanie_o_platnosci"]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (Kind.INVOICE, "Faktura jest opłacona."),
        (Kind.MARGIN_INVOICE, "Faktura jest opłacona."),
        (Kind.BILL, "Rachunek jest opłacony."),
        (Kind.RECEIPT, "Zamówienie jest opłacone."),
    ],
)
def test_the_payment_sentence_calls_the_document_by_its_name(kind, sentence):
    assert values_of(an_issued_document(kind=kind))["zdanie_o_platnosci"] == sentence


def test_the_courier_is_paid_at_the_door_not_by_transfer():
    document = an_issued_document(paid=Decimal("0.00"), payment_method="CASH_ON_DELIVERY")

    assert values_of(document)["zdanie_o_platnosci"] == "Zapłata przy odbiorze przesyłki: 19,99\xa0zł."


@pytest.mark.parametrize("method", ["AF", "EXTENDED_TERM"])
def test_allegro_pay_is_paid_to_allegro_not_by_transfer(method):
    document = an_issued_document(paid=Decimal("0.00"), payment_method=method)

    assert values_of(document)["zdanie_o_platnosci"] == "Do zapłaty przez Allegro: 19,99\xa0zł."


def test_every_kind_has_a_text():
    assert DEFAULT_MESSAGES.keys() == set(Kind)


@pytest.mark.parametrize(
    ("kind", "title", "named"),
    [
        (Kind.INVOICE, "Faktura AL 1/11/2026 do zamówienia order-1", "fakturę AL 1/11/2026"),
        (Kind.MARGIN_INVOICE, "Faktura AL 1/11/2026 do zamówienia order-1", "fakturę AL 1/11/2026"),
        (Kind.BILL, "Rachunek AL 1/11/2026 do zamówienia order-1", "rachunek AL 1/11/2026"),
        (Kind.PROFORMA, "Proforma AL 1/11/2026 – zamówienie order-1", "jest proforma do"),
        (Kind.RECEIPT, "Potwierdzenie sprzedaży AL 1/11/2026 – zamówienie order-1", "potwierdzenie sprzedaży do"),
    ],
)
def test_each_kind_is_sent_with_its_own_text(kind, title, named):
    subject, body = default_mail_of(an_issued_document(kind=kind))

    assert subject == title
    assert named in body


def test_a_bill_is_never_called_an_invoice():
    subject, body = default_mail_of(an_issued_document(kind=Kind.BILL))

    assert "faktur" not in (subject + body).lower()


def test_a_correction_says_what_it_corrects_why_and_the_refund():
    subject, body = default_mail_of(a_correction())

    assert subject == "Faktura korygująca AL-K 1/11/2026 do faktury AL 1/11/2026"
    assert "w załączniku jest faktura korygująca AL-K 1/11/2026 do faktury AL 1/11/2026.\n" in body
    assert "Przyczyna: zwrot towaru\nZwracam 19,99 zł tą samą drogą, którą dokonano zapłaty.\n" in body


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (Kind.RECEIPT, "Korekta potwierdzenia sprzedaży AL-K 1/11/2026 do potwierdzenia sprzedaży AL 1/11/2026"),
        (Kind.BILL, "Korekta rachunku AL-K 1/11/2026 do rachunku AL 1/11/2026"),
    ],
)
def test_a_correction_is_called_invoice_only_if_it_corrects_one(kind, title):
    subject, body = default_mail_of(a_correction(kind=kind))

    assert subject == title
    assert "faktur" not in body.lower()


@pytest.mark.parametrize(
    ("paid", "change", "sentence"),
    [
        ("19.99", {"lines": (LineCorrection(line=1, unit_gross=Decimal("25.00")),)}, "Do dopłaty: 5,01 zł."),
        ("19.99", {"lines": (LineCorrection(line=1, vat_rate="8"),)}, "Kwota się nie zmienia."),
        ("0", {"lines": (LineCorrection(line=1, unit_gross=Decimal("9.99")),)}, "Pozostało do zapłaty: 9,99 zł."),
        ("0", {"whole": True}, "Nie ma nic do zwrotu."),
    ],
)
def test_the_refund_sentence_says_who_pays_whom(paid, change, sentence):
    values = values_of(a_correction(paid=paid, **change))

    assert values["zdanie_o_zwrocie"].replace("\xa0", " ") == sentence
    assert values["zdanie_o_platnosci"] == values["zdanie_o_zwrocie"]


def test_a_document_is_named_in_the_grammatical_case_of_the_sentence():
    named = {
        kind: [values_of(a_correction(kind=kind))[name] for name in ("rodzaj", "rodzaj_dopelniacz")]
        for kind in (Kind.INVOICE, Kind.RECEIPT, Kind.BILL)
    }

    assert named == {
        Kind.INVOICE: ["Faktura korygująca", "faktury korygującej"],
        Kind.RECEIPT: ["Korekta potwierdzenia sprzedaży", "korekty potwierdzenia sprzedaży"],
        Kind.BILL: ["Korekta rachunku", "korekty rachunku"],
    }
    assert values_of(an_issued_document(kind=Kind.MARGIN_INVOICE))["rodzaj_w_zdaniu"] == "faktura VAT marża"


def test_what_only_a_correction_has_is_empty_elsewhere():
    values = values_of(an_issued_document())

    for name in ("numer_korygowany", "data_korygowanego", "przyczyna_korekty", "do_zwrotu", "zdanie_o_zwrocie"):
        assert values[name] == ""
        assert values_of(a_correction())[name]
