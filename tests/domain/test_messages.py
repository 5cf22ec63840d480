"""Variables in mail texts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from invoicing.domain.documents import Message
from invoicing.domain.issue import PrintedNumber, issued
from invoicing.domain.messages import DEFAULT_MESSAGES, VARIABLES, fill, filled, values_of, variables_in
from tests.builders import NOW, PERSON, a_draft, a_seller


def an_issued_document(**changes):
    printed = PrintedNumber("AL", "AL 1/11/2026")
    return issued(a_draft(**changes), printed, on=date(2026, 11, 24), at=NOW, settings=a_seller())


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


def test_the_payment_sentence_tells_paid_from_unpaid():
    unpaid = an_issued_document(paid=Decimal("0.00"))

    assert values_of(an_issued_document())["zdanie_o_platnosci"] == "Faktura jest opłacona."
    assert "19,99" in values_of(unpaid)["zdanie_o_platnosci"]
    assert "AL 1/11/2026" in values_of(unpaid)["zdanie_o_platnosci"]
