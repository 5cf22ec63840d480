"""Searched text in one form, however it was written."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from invoicing.domain.documents.search import folded_text, search_text
from tests.builders import COMPANY, a_draft, stored


@given(st.text())
def test_folding_folded_text_changes_nothing(text):
    assert folded_text(folded_text(text)) == folded_text(text)


@given(st.text(alphabet="aąćęłńóśźżAĄĆĘŁŃÓŚŹŻ -\u2013\u00a0\t19/_.@"))
def test_polish_text_is_folded_to_plain_letters_composed_or_not(text):
    folded = folded_text(text)
    assert folded.isascii()
    assert folded == folded_text(unicodedata.normalize("NFD", text)) == folded_text(text.upper())
    assert not set(folded) & set(" -\t")


def test_a_document_is_found_by_what_names_it_and_not_across_two_of_its_fields():
    text = search_text(stored(a_draft(buyer=COMPANY)).summary)
    assert text.split("\n") == ["sniezkasp.zo.o.", "1234563218", "order1", "klient_01"]
