"""The waiting drafts as a table: written, edited, applied row by row, told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from invoicing.domain.basics.errors import TryLaterError
from invoicing.domain.documents.document import Resolution, Status
from invoicing.domain.documents.kind import Kind
from invoicing.domain.vat.memory import RateBook, VatRule
from invoicing.services.documents.ports import Stored
from invoicing.services.drafts.decide import decide
from invoicing.services.drafts.edit_fields import edit_draft
from invoicing.services.drafts_table import apply as applying
from invoicing.services.drafts_table import write as waiting
from invoicing.services.drafts_table.write import write_waiting_sheet
from tests.builders import COMPANY, a_line, a_seller
from tests.fakes.documents import InMemoryDocuments
from tests.fakes.lists import InMemoryLists
from tests.sheet_desk import HALF_PAID, Desk, edited, saved

FOUR = ({}, {}, dict(HALF_PAID), {})
WISHES = ({"stawka": "8"}, {"NIP": "123-456-32-18"}, {"decyzja": "zapłacono całość"}, {"odrzuć": "tak"})


def test_each_edited_row_changes_its_draft_and_the_table_is_written_anew():
    desk = Desk.with_drafts(*FOUR)

    assert desk.upload(edited(desk.table(), *WISHES))

    assert desk.results() == ["applied"] * 4
    assert desk.draft(0).lines[0].vat_rate == "8"
    assert desk.documents.rules.book("lipa").by_offer["offer-0"].vat_rate == "8", "asked once per offer"
    assert (desk.draft(1).buyer.nip, desk.draft(1).buyer.is_company) == ("1234563218", True)
    assert desk.draft(2).paid == Decimal("19.99")
    assert desk.draft(2).decisions[0].by.startswith("arkusz 20261124-")
    assert desk.draft(3).status is Status.DISCARDED
    assert [row["id"] for row in desk.written()] == ["szkic-d-0", "szkic-d-1", "szkic-d-2"]
    run, _ = desk.sheets.reports[-1]
    assert run.counts == {"applied": 4, "unchanged": 0, "refused": 0}


def test_the_same_table_again_changes_nothing_and_says_so():
    desk = Desk.with_drafts(*FOUR)
    rows = edited(desk.table(), *WISHES)
    desk.upload(rows)
    before = dict(desk.documents.items)

    desk.upload(rows, minute=1)

    assert desk.results() == ["unchanged"] * 4
    assert desk.told() == "Szkic już taki jest."
    assert desk.documents.items == before


def test_a_rate_and_a_decision_in_one_row_are_both_remembered_over_what_was_known():
    desk = Desk.with_drafts({"lines": (a_line(id="line-0", price="16000.00", offer_id="offer-0"),), "buyer": COMPANY})
    desk.documents.rules.remember("lipa", RateBook(by_offer={"offer-0": VatRule(vat_rate="23")}))
    desk.upload(edited(desk.table(), {"stawka": "8", "decyzja": "jest towar z załącznika 15"}))

    assert desk.results() == ["applied"], desk.told()
    assert desk.documents.rules.book("lipa").by_offer["offer-0"] == VatRule(vat_rate="8", annex15=True)


def test_rows_applied_before_a_crash_are_reported_as_applied_on_the_next_read(monkeypatch):
    desk = Desk.with_drafts(*FOUR)
    rows = edited(desk.table(), *WISHES)

    def crash(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(desk.sheets, "save_part", crash)
        with pytest.raises(KeyboardInterrupt):
            desk.upload(rows)
    before = dict(desk.documents.items)
    desk.upload(rows)

    assert desk.results() == ["applied"] * 4
    assert desk.documents.items == before


def test_a_row_that_was_left_alone_does_nothing_even_if_its_draft_has_changed_since():
    desk = Desk.with_drafts({}, {})
    rows = desk.table()
    edit_draft("lipa", "d-0", {"buyer": COMPANY, "notes": "x"}, version=1, deps=desk.changing)

    desk.upload(edited(rows, {}, {"stawka": "5"}))

    assert desk.results() == ["unchanged", "applied"]
    assert desk.draft(0).buyer == COMPANY


def test_a_draft_changed_concurrently_is_left_as_it_is_and_the_reason_reported():
    """F-56."""
    desk = Desk.with_drafts({}, {}, {}, dict(HALF_PAID))
    rows = desk.table()
    for number in range(4):
        edit_draft("lipa", f"d-{number}", {"notes": "x"}, version=1, deps=desk.changing)
    before = dict(desk.documents.items)

    wishes = ({"stawka": "8"}, {"odrzuć": "tak"}, {"decyzja": "dokument niepotrzebny"}, {"decyzja": "niedopłata"})
    desk.upload(edited(rows, *wishes))

    assert desk.results() == ["refused"] * 4
    assert desk.documents.items == before
    assert "Ktoś zmienił ten szkic" in desk.told(3)


def test_a_bad_row_stops_no_other():
    """F-58."""
    desk = Desk.with_drafts({}, {}, {}, {}, {})
    rows = desk.table()
    bad = (
        {"stawka": "22"},
        {"id": "szkic-nie-ma", "stawka": "8"},
        {"decyzja": "niedopłata"},
        {"id": "1E+10"},
        {"stawka": "8"},
    )

    desk.upload(edited(rows, *bad))

    assert desk.results() == ["refused"] * 4 + ["applied"]
    assert [row.line for row in desk.sheets.reports[-1][1]] == [2, 3, 4, 5, 6]
    assert "nie znam stawki „22”" in desk.told(0)
    assert desk.told(1) == "Nie ma takiego szkicu."
    assert "nie ma problemu" in desk.told(2)
    assert desk.draft(2).version == 1


def test_a_row_is_applied_wholly_or_not_at_all():
    desk = Desk.with_drafts({})
    desk.upload(edited(desk.table(), {"stawka": "8", "decyzja": "niedopłata"}))

    assert desk.results() == ["refused"]
    assert desk.draft(0).lines[0].vat_rate == "23"


def test_an_edit_and_decisions_about_what_it_asks_are_one_step():
    desk = Desk.with_drafts(dict(HALF_PAID))
    wishes = {"NIP": "1234563218", "stawka": "8", "decyzja": "NIP dopisany za zgodą / niedopłata"}
    desk.upload(edited(desk.table(), wishes))

    assert desk.results() == ["applied"]
    assert {decision.code for decision in desk.draft(0).decisions} == {"nip_added_by_hand", "paid_less_than_total"}
    assert desk.draft(0).version == 2


def test_a_decision_that_changes_the_kind_is_applied_once():
    desk = Desk.with_drafts({"paid": Decimal(0)})
    rows = edited(desk.table(), {"decyzja": "wystaw proformę"})
    for minute in (0, 1):
        desk.upload(rows, minute=minute)

    assert desk.results() == ["unchanged"]
    assert desk.draft(0).kind is Kind.PROFORMA


def test_drafts_end_elsewhere_or_are_not_needed():
    desk = Desk.with_drafts({}, {})
    wishes = ({"decyzja": "wystawiona gdzie indziej: FV 7/11/2026"}, {"decyzja": "dokument niepotrzebny"})
    rows = edited(desk.table(), *wishes)
    desk.upload(rows)

    assert desk.draft(0).elsewhere.number == "FV 7/11/2026"
    assert desk.draft(1).resolution is Resolution.NOT_NEEDED
    desk.upload(rows, minute=1)
    assert desk.results() == ["unchanged", "unchanged"]


def test_an_issued_document_is_never_changed():
    """F-38."""
    desk = Desk.with_drafts({}, {})
    rows = desk.table()
    for number in range(2):
        there = desk.documents.items["lipa", f"d-{number}"]
        desk.documents.items["lipa", f"d-{number}"] = replace(
            there, document=replace(there.document, status=Status.ISSUED)
        )
    desk.upload(edited(rows, {"stawka": "8"}, {"odrzuć": "tak"}))

    assert desk.results() == ["refused", "refused"]
    assert "już wystawiony" in desk.told(0)
    assert "już wystawiony" in desk.told(1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"a;b\r\n1;2\r\n", "not_a_table"),
        (b"PK\x03\x04xl/workbook", "spreadsheet_file"),
        (b"<orders/>", "not_a_table"),
        (b"id;wersja;id\r\n", "column_twice"),
        (b"too large", "too_large"),
    ],
)
def test_a_file_that_is_no_such_table_gets_a_report_with_the_reason(content, code):
    desk = Desk.with_drafts({})
    assert desk.upload((), content=content)

    run, rows = desk.sheets.reports[-1]
    assert (run.error.code, rows) == (code, [])
    assert desk.written(), "the table is there all the same"


def test_what_was_read_before_a_table_breaks_off_is_applied_and_told():
    desk = Desk.with_drafts({})
    content = saved(edited(desk.table(), {"stawka": "8"})) + b'"' + b"x" * 200_000
    desk.upload((), content=content)

    assert desk.results() == ["applied"]
    assert desk.sheets.reports[-1][0].error.code == "csv_broken"


def test_an_unknown_seller_gets_a_report_and_no_table():
    desk = Desk.with_drafts({})
    assert desk.upload(desk.table(), seller="nikt")

    assert desk.sheets.reports[-1][0].error.code == "unknown_seller"
    assert set(desk.sheets.tables) == {"lipa"}


def test_a_seller_reaches_no_draft_of_another():
    desk = Desk.with_drafts({})
    desk.sellers.items["sowa"] = a_seller(id="sowa")
    desk.upload(edited(desk.table(), {"stawka": "8"}), seller="sowa")

    assert desk.results() == ["refused"]
    assert desk.told() == "Nie ma takiego szkicu."
    assert desk.draft(0).lines[0].vat_rate == "23"


def test_a_long_table_is_applied_in_slices_and_what_was_told_first_stays(monkeypatch):
    monkeypatch.setattr(applying, "PART", 2)
    desk = Desk.with_drafts(*({} for _ in range(5)))
    rows = edited(desk.table(), *({"stawka": "8"} for _ in range(5)))

    done = [desk.upload(rows, may_go_on=False) for _ in range(3)]

    assert done == [False, False, True]
    assert desk.results() == ["applied"] * 5


def test_too_many_rows_are_refused_after_the_first_ones(monkeypatch):
    monkeypatch.setattr(applying, "MOST_ROWS", 2)
    desk = Desk.with_drafts({}, {}, {})
    desk.upload(edited(desk.table(), *({"stawka": "8"} for _ in range(3))))

    assert desk.results() == ["applied", "applied"]
    assert desk.sheets.reports[-1][0].error.code == "too_many_rows"


def test_a_table_holds_the_newest_drafts_and_says_when_it_is_cut(monkeypatch):
    monkeypatch.setattr(waiting, "MOST_DRAFTS", 2)
    desk = Desk.with_drafts({}, {}, {})
    rows = desk.table()

    assert [row["id"] for row in rows] == ["szkic-d-0", "szkic-d-1", ""]
    assert "najnowszych" in rows[2]["problemy"]
    desk.upload(rows)
    assert desk.results() == ["unchanged", "unchanged"], "the note is no row"


def test_a_draft_that_the_index_still_lists_is_left_out_when_it_is_issued():
    desk = Desk.with_drafts(dict(HALF_PAID), {})
    there = desk.documents.items["lipa", "d-0"]
    desk.documents.items["lipa", "d-0"] = Stored(replace(there.document, status=Status.DISCARDED), there.summary)

    assert [row["id"] for row in desk.table()] == ["szkic-d-1"]


class LateLists(InMemoryLists):
    """Lists of which every row is what it was when they were made."""

    def __init__(self, documents):
        super().__init__(InMemoryDocuments(dict(documents.items)))


def test_a_draft_just_changed_is_listed_in_its_new_version_though_the_index_is_late():
    desk = Desk.with_drafts({}, dict(HALF_PAID), {})
    late = replace(desk.waiting, lists=LateLists(desk.documents))
    desk.upload(edited(desk.table(), {"stawka": "8"}, {"stawka": "5"}, {"odrzuć": "tak"}))
    write_waiting_sheet("lipa", late)

    assert [(row["wersja"], row["stawka"]) for row in desk.written()] == [
        ("w2|8|invoice|", "8"),
        ("w2|5|invoice|", "5"),
    ]


def test_the_same_rules_as_by_http_a_decided_problem_is_none_any_more():
    desk = Desk.with_drafts(dict(HALF_PAID))
    decide("lipa", "d-0", "paid_less_than_total", "underpaid", desk.changing)
    [row] = desk.table()

    assert (row["problemy"], row["możliwe decyzje"]) == ("", "")


def test_a_row_that_meets_too_many_others_is_not_told_as_refused_but_read_again(monkeypatch):
    desk = Desk.with_drafts({})
    rows = edited(desk.table(), {"stawka": "8"})
    monkeypatch.setattr(InMemoryDocuments, "save", busy)
    with pytest.raises(TryLaterError):
        desk.upload(rows)
    assert (desk.sheets.parts, desk.sheets.reports) == ({}, [])


def busy(*_, **__):
    raise TryLaterError
