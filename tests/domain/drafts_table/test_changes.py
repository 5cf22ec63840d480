"""The changes that an edited row requests, and which of them a draft already has."""

from dataclasses import replace
from decimal import Decimal

import pytest

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.documents.document import Decision, Reference, Resolution, Status
from invoicing.domain.documents.kind import Kind
from invoicing.domain.drafts_table.changes import Ending, Wanted, fields_of, left_open, told, wanted_of
from invoicing.domain.vat.line import RateSource
from tests.builders import COMPANY, NOW, a_draft, a_line

ROW = {
    "id": "szkic-draft-1",
    "wersja": "w1|23|invoice|1234563218",
    "NIP": "1234563218",
    "rodzaj": "Faktura",
    "stawka": "23",
    "decyzja": "",
    "odrzuć": "",
}
NOTHING = Wanted(document_id="draft-1", version=1)


def changes_of(**cells: str) -> Wanted:
    return wanted_of({**ROW, **cells})


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"stawka": "23,00"},
        {"stawka": "23%"},
        {"NIP": "1,23456E+09"},
        {"NIP": "1234563218,0"},
        {"rodzaj": "FAKTURA"},
        {"odrzuć": "nie"},
        {"wersja": "w1|różne|invoice|1234563218", "stawka": "RÓŻNE"},
        {"wersja": "w1||invoice|1234563218", "stawka": ""},
        {"wersja": "w1|23|correction|1234563218", "rodzaj": "Korekta potwierdzenia sprzedaży"},
        {"wersja": "w1|23|invoice|", "NIP": ""},
    ],
)
def test_a_row_merely_rewritten_by_a_spreadsheet_requests_no_change(cells):
    assert changes_of(**cells) == NOTHING
    assert changes_of(**cells).is_nothing


@pytest.mark.parametrize(
    ("cells", "changes"),
    [
        ({"stawka": "8"}, {"rate": "8"}),
        ({"rodzaj": "Potwierdzenie sprzedaży"}, {"kind": Kind.RECEIPT}),
        ({"NIP": "111-11-11-111"}, {"nip": "1111111111"}),
        ({"NIP": "brak"}, {"nip": ""}),
        ({"decyzja": "zapłacono całość"}, {"decisions": (("paid_less_than_total", "paid_in_full"),)}),
        (
            {"decyzja": "NIP tak ma zostać / unpaid: confirm"},
            {"decisions": (("nip_invalid", "confirm"), ("unpaid", "confirm"))},
        ),
        ({"odrzuć": "tak", "stawka": "8"}, {"ending": Ending()}),
        (
            {"odrzuć": "tak", "decyzja": "dokument niepotrzebny"},
            {"ending": Ending(resolution=Resolution.NOT_NEEDED)},
        ),
        ({"decyzja": "Dokument niepotrzebny"}, {"ending": Ending(resolution=Resolution.NOT_NEEDED)}),
        ({"decyzja": "not_needed"}, {"ending": Ending(resolution=Resolution.NOT_NEEDED)}),
        (
            {"decyzja": "wystawiona gdzie indziej: FV 7/11/2026"},
            {"ending": Ending(resolution=Resolution.ISSUED_ELSEWHERE, number="FV 7/11/2026")},
        ),
        (
            {"decyzja": "issued_elsewhere: FV 7/2026, KSeF: 1234563218-20261124-ABC"},
            {
                "ending": Ending(
                    resolution=Resolution.ISSUED_ELSEWHERE, number="FV 7/2026", ksef_number="1234563218-20261124-ABC"
                )
            },
        ),
    ],
)
def test_an_edited_cell_requests_its_value(cells, changes):
    assert changes_of(**cells) == replace(NOTHING, **changes)


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"id": "44b5"}, "id"),
        ({"id": "1,2E+10"}, "id"),
        ({"wersja": ""}, "wersja"),
        ({"stawka": ""}, "stawka"),
        ({"stawka": "22"}, "stawka"),
        ({"stawka": "٨"}, "stawka"),
        ({"wersja": "w١"}, "wersja"),
        ({"NIP": "١٢٣٤٥٦٣٢١٨"}, "NIP"),
        ({"NIP": "١٢٣٤٥٦٣٢١٨,00"}, "NIP"),
        ({"rodzaj": ""}, "rodzaj"),
        ({"NIP": ""}, "NIP"),
        ({"odrzuć": "?"}, "odrzuć"),
        ({"decyzja": "jakaś"}, "decyzja"),
        ({"decyzja": "zapłacono całość / niedopłata"}, "decyzja"),
        ({"decyzja": "wystawiona gdzie indziej: NUMER"}, "decyzja"),
        ({"decyzja": f"wystawiona gdzie indziej: {'9' * 105}"}, "decyzja"),
    ],
)
def test_an_unclear_cell_is_refused_with_its_column(cells, field):
    with pytest.raises(InvalidFieldError) as refusal:
        changes_of(**cells)
    assert refusal.value.field == field


def test_deleted_columns_request_no_change():
    assert wanted_of({name: ROW[name] for name in ("id", "wersja")}).is_nothing


def test_without_originals_cells_count_as_they_are_and_empty_ones_mean_no_change():
    requested = changes_of(wersja="1", NIP="", stawka="8")
    assert (requested.rate, requested.kind, requested.nip) == ("8", Kind.INVOICE, None)


def test_what_a_draft_already_has_is_not_left_open():
    decision = Decision(code="unpaid", choice="confirm", by="anna", at=NOW)
    draft = a_draft(buyer=COMPANY, decisions=(decision,))
    requested = replace(NOTHING, rate="23", kind=Kind.INVOICE, nip=COMPANY.nip, decisions=(("unpaid", "confirm"),))

    assert left_open(requested, draft).is_nothing
    assert left_open(replace(requested, rate="8"), draft) == replace(NOTHING, rate="8")
    assert left_open(replace(NOTHING, nip=""), draft).nip == ""
    assert left_open(replace(NOTHING, nip=""), a_draft()).is_nothing


def test_an_ending_is_not_left_open_if_the_draft_was_closed_that_way():
    discarded = a_draft(status=Status.DISCARDED)
    issued_elsewhere = replace(
        discarded, resolution=Resolution.ISSUED_ELSEWHERE, elsewhere=Reference(id="", number="FV 1/2026")
    )
    elsewhere = replace(NOTHING, ending=Ending(resolution=Resolution.ISSUED_ELSEWHERE, number="FV 1/2026"))

    assert left_open(replace(NOTHING, ending=Ending()), discarded).is_nothing
    assert left_open(elsewhere, issued_elsewhere).is_nothing
    assert not left_open(elsewhere, discarded).is_nothing
    assert not left_open(elsewhere, a_draft()).is_nothing


def test_a_rate_applies_to_the_goods_and_a_nip_makes_a_company():
    delivery = a_line("Dostawa", id="delivery", is_delivery=True, vat_rate_source=RateSource.DEFAULT)
    draft = a_draft(lines=(a_line("a"), a_line("b", vat_rate="5"), delivery))
    fields = fields_of(replace(NOTHING, rate="8", nip="1234563218", kind=Kind.RECEIPT), draft)

    assert [line.vat_rate for line in fields["lines"]] == ["8", "8", "23"]
    assert fields["lines"][0].vat_rate_source is RateSource.USER
    assert (fields["buyer"].nip, fields["buyer"].is_company) == ("1234563218", True)
    assert fields["kind"] is Kind.RECEIPT
    person = fields_of(replace(NOTHING, nip=""), replace(draft, buyer=COMPANY))["buyer"]
    assert (person.nip, person.is_company) == (None, False)
    assert all(isinstance(line.unit_gross, Decimal) for line in fields["lines"])


def test_changes_are_reported_in_polish():
    requested = replace(NOTHING, rate="8", kind=Kind.RECEIPT, nip="", decisions=(("unpaid", "confirm"),))
    assert told(requested) == (
        "stawka: 8",
        "rodzaj: Potwierdzenie sprzedaży",
        "NIP: brak (osoba prywatna)",
        "decyzja: wystaw mimo braku zapłaty",
    )
    assert told(replace(NOTHING, ending=Ending())) == ("szkic odrzucony",)
