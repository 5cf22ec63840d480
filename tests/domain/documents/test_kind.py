"""The table of kinds: every row is complete, and the values of the tables that it replaced are kept."""

from collections.abc import Callable

import pytest

from invoicing.adapters.pdf.words.labels import labels_in
from invoicing.domain.documents.kind import (
    DEFAULT_PATTERNS,
    INVOICES,
    KINDS,
    KINDS_OF_SALES,
    Kind,
    KindRow,
    NumberedAs,
    genitive_of,
    in_a_sentence,
    numbered_as,
    title_of,
)
from invoicing.domain.documents.number_pattern import Pattern
from invoicing.domain.mails.templates import DEFAULT_MESSAGES
from invoicing.domain.sellers.checklist import checklist_of
from tests.builders import a_seller

every_kind = pytest.mark.parametrize("kind", Kind)


def kinds_with(holds: Callable[[KindRow], object]) -> set[str]:
    return {kind.value for kind, row in KINDS.items() if holds(row)}


def test_every_kind_has_a_row_and_a_series():
    assert list(KINDS) == list(Kind)
    assert set(DEFAULT_PATTERNS) == set(NumberedAs)
    assert {numbered_as(kind) for kind in Kind} <= set(NumberedAs)


@every_kind
def test_every_row_is_complete(kind):
    row = KINDS[kind]

    assert row.title
    assert row.genitive
    assert Pattern.parse(row.pattern)
    assert row.paid_sentence.endswith(".")
    assert bool(row.accusative) is bool(row.short_title)
    assert bool(row.correction_title) is bool(row.correction_genitive)
    assert row.correction_title or not row.correction_pattern
    assert DEFAULT_MESSAGES[kind].subject


@every_kind
def test_rules_of_a_row_do_not_contradict_each_other(kind):
    row = KINDS[kind]

    assert not row.is_invoice or (row.is_evidence and row.names_buyer and row.shows_vat and row.is_kept_by_allegro)
    assert row.is_invoice or not row.is_margin
    assert not (row.is_invoice and row.is_internal)
    assert all(KINDS[other].is_evidence and not KINDS[other].may_become for other in row.may_become)
    assert Kind.CORRECTION not in row.may_become


@every_kind
def test_every_kind_and_its_correction_has_english_words(kind):
    english = labels_in(("en",)).tables[0]

    assert english["kinds"][kind] != title_of(kind) or kind is Kind.PROFORMA
    assert english["corrected_kinds"][kind] != genitive_of(kind)
    if KINDS[kind].correction_title:
        assert english["kinds"][f"{kind}_correction"] != title_of(Kind.CORRECTION, kind)
    if sentence := KINDS[kind].required_sentence:
        assert sentence in english["sentences"]


def test_the_words_are_those_of_the_replaced_tables():
    assert [(title_of(kind), genitive_of(kind)) for kind in Kind] == [
        ("Faktura", "faktury"),
        ("Faktura VAT marża", "faktury VAT marża"),
        ("Proforma", "proformy"),
        ("Potwierdzenie sprzedaży", "potwierdzenia sprzedaży"),
        ("Rachunek", "rachunku"),
        ("Faktura korygująca", "faktury korygującej"),
    ]
    corrections = {kind: (title_of(Kind.CORRECTION, kind), genitive_of(Kind.CORRECTION, kind)) for kind in Kind}
    assert corrections == {
        **dict.fromkeys(Kind, ("Faktura korygująca", "faktury korygującej")),
        Kind.RECEIPT: ("Korekta potwierdzenia sprzedaży", "korekty potwierdzenia sprzedaży"),
        Kind.BILL: ("Korekta rachunku", "korekty rachunku"),
    }
    assert [KINDS[kind].paid_sentence for kind in Kind] == [
        *("Faktura jest opłacona.", "Faktura jest opłacona.", "Zamówienie jest opłacone."),
        *("Zamówienie jest opłacone.", "Rachunek jest opłacony.", "Zamówienie jest opłacone."),
    ]
    assert {kind: message.subject.split(" [[[")[0] for kind, message in DEFAULT_MESSAGES.items()} == {
        Kind.INVOICE: "Faktura",
        Kind.MARGIN_INVOICE: "Faktura",
        Kind.BILL: "Rachunek",
        Kind.PROFORMA: "Proforma",
        Kind.RECEIPT: "Potwierdzenie sprzedaży",
        Kind.CORRECTION: "[[[rodzaj]]]",
    }
    assert {kind.value: KINDS[kind].required_sentence for kind in Kind if KINDS[kind].required_sentence} == {
        "proforma": "Dokument nie jest fakturą w rozumieniu ustawy o VAT i nie uprawnia do odliczenia podatku.",
        "receipt": "Dokument niefiskalny. Nie jest fakturą ani paragonem fiskalnym.",
    }


def test_the_patterns_are_those_of_the_replaced_table():
    assert DEFAULT_PATTERNS == {
        NumberedAs.INVOICE: "{AL }N/MM/RRRR",
        NumberedAs.MARGIN_INVOICE: "{AL-M }N/MM/RRRR",
        NumberedAs.PROFORMA: "{AL-PRO }N/MM/RRRR",
        NumberedAs.RECEIPT: "{AL-PS }N/MM/RRRR",
        NumberedAs.BILL: "{AL-R }N/MM/RRRR",
        NumberedAs.CORRECTION: "{AL-K }N/MM/RRRR",
        NumberedAs.RECEIPT_CORRECTION: "{AL-KPS }N/MM/RRRR",
    }
    assert {kind: numbered_as(Kind.CORRECTION, kind) for kind in KINDS_OF_SALES} == {
        **dict.fromkeys(KINDS_OF_SALES, NumberedAs.CORRECTION),
        Kind.RECEIPT: NumberedAs.RECEIPT_CORRECTION,
    }


def test_the_rules_are_those_of_the_replaced_tables():
    invoices = {"invoice", "margin_invoice"}
    assert invoices == INVOICES == kinds_with(lambda row: row.is_invoice)
    assert kinds_with(lambda row: row.is_margin) == {"margin_invoice"}
    assert kinds_with(lambda row: not row.is_evidence) == {"proforma"}
    assert kinds_with(lambda row: row.is_internal) == kinds_with(lambda row: not row.names_buyer) == {"receipt"}
    assert kinds_with(lambda row: not row.shows_vat) == {"receipt", "bill"}
    assert kinds_with(lambda row: row.is_signed) == {"bill"}
    assert kinds_with(lambda row: row.is_to_pay) == {*invoices, "proforma", "bill"}
    assert kinds_with(lambda row: row.is_kept_by_allegro) == {*invoices, "correction", "bill"}
    assert kinds_with(lambda row: row.title_without_vat) == {"invoice"}
    assert {kind.value: {*KINDS[kind].may_become} for kind in Kind if KINDS[kind].may_become} == {
        "proforma": {*invoices, "bill"},
        "receipt": {*invoices, "bill"},
    }


@pytest.mark.parametrize(
    ("kind", "words"),
    [(Kind.INVOICE, "faktura"), (Kind.RECEIPT, "potwierdzenie sprzedaży"), (Kind.BILL, "rachunek")],
)
def test_the_checklist_names_what_a_consumer_gets(kind, words):
    defaults = {item.code: item.default for item in checklist_of(a_seller(consumer_kind=kind))}

    assert in_a_sentence(title_of(kind)) == words
    assert defaults["cash_register"] == f"konsument dostaje: {words}"
