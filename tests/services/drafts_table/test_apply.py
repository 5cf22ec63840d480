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
from tests.services.drafts_table.sheet_shop import HALF_PAID, SheetShop, edited, saved

FOUR = ({}, {}, dict(HALF_PAID), {})
WISHES = ({"stawka": "8"}, {"NIP": "123-456-32-18"}, {"decyzja": "zapłacono całość"}, {"odrzuć": "tak"})


def test_each_edited_row_changes_its_draft_and_the_table_is_written_anew():
    shop = SheetShop.with_drafts(*FOUR)

    assert shop.apply(edited(shop.table(), *WISHES))

    assert shop.results() == ["applied"] * 4
    assert shop.nth(0).lines[0].vat_rate == "8"
    assert shop.documents.rules.book("lipa").by_offer["offer-0"].vat_rate == "8", "asked once per offer"
    assert (shop.nth(1).buyer.nip, shop.nth(1).buyer.is_company) == ("1234563218", True)
    assert shop.nth(2).paid == Decimal("19.99")
    assert shop.nth(2).decisions[0].by.startswith("arkusz 20261124-")
    assert shop.nth(3).status is Status.DISCARDED
    assert [row["id"] for row in shop.written()] == ["szkic-d-0", "szkic-d-1", "szkic-d-2"]
    run, _ = shop.sheets.reports[-1]
    assert run.counts == {"applied": 4, "unchanged": 0, "refused": 0}


def test_the_same_table_again_changes_nothing_and_says_so():
    shop = SheetShop.with_drafts(*FOUR)
    rows = edited(shop.table(), *WISHES)
    shop.apply(rows)
    before = dict(shop.documents.items)

    shop.apply(rows, minute=1)

    assert shop.results() == ["unchanged"] * 4
    assert shop.told() == "Szkic już taki jest."
    assert shop.documents.items == before


def test_a_rate_and_a_decision_in_one_row_are_both_remembered_over_what_was_known():
    shop = SheetShop.with_drafts(
        {"lines": (a_line(id="line-0", price="16000.00", offer_id="offer-0"),), "buyer": COMPANY}
    )
    shop.documents.rules.remember("lipa", RateBook(by_offer={"offer-0": VatRule(vat_rate="23")}))
    shop.apply(edited(shop.table(), {"stawka": "8", "decyzja": "jest towar z załącznika 15"}))

    assert shop.results() == ["applied"], shop.told()
    assert shop.documents.rules.book("lipa").by_offer["offer-0"] == VatRule(vat_rate="8", annex15=True)


def test_rows_applied_before_a_crash_are_reported_as_applied_on_the_next_read(monkeypatch):
    shop = SheetShop.with_drafts(*FOUR)
    rows = edited(shop.table(), *WISHES)

    def crash(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(shop.sheets, "save_part", crash)
        with pytest.raises(KeyboardInterrupt):
            shop.apply(rows)
    before = dict(shop.documents.items)
    shop.apply(rows)

    assert shop.results() == ["applied"] * 4
    assert shop.documents.items == before


def test_a_row_that_was_left_alone_does_nothing_even_if_its_draft_has_changed_since():
    shop = SheetShop.with_drafts({}, {})
    rows = shop.table()
    edit_draft("lipa", "d-0", {"buyer": COMPANY, "notes": "x"}, version=1, deps=shop.changing())

    shop.apply(edited(rows, {}, {"stawka": "5"}))

    assert shop.results() == ["unchanged", "applied"]
    assert shop.nth(0).buyer == COMPANY


def test_a_draft_changed_concurrently_is_left_as_it_is_and_the_reason_reported():
    """F-56."""
    shop = SheetShop.with_drafts({}, {}, {}, dict(HALF_PAID))
    rows = shop.table()
    for number in range(4):
        edit_draft("lipa", f"d-{number}", {"notes": "x"}, version=1, deps=shop.changing())
    before = dict(shop.documents.items)

    wishes = ({"stawka": "8"}, {"odrzuć": "tak"}, {"decyzja": "dokument niepotrzebny"}, {"decyzja": "niedopłata"})
    shop.apply(edited(rows, *wishes))

    assert shop.results() == ["refused"] * 4
    assert shop.documents.items == before
    assert "Ktoś zmienił ten szkic" in shop.told(3)


def test_a_bad_row_stops_no_other():
    """F-58."""
    shop = SheetShop.with_drafts({}, {}, {}, {}, {})
    rows = shop.table()
    bad = (
        {"stawka": "22"},
        {"id": "szkic-nie-ma", "stawka": "8"},
        {"decyzja": "niedopłata"},
        {"id": "1E+10"},
        {"stawka": "8"},
    )

    shop.apply(edited(rows, *bad))

    assert shop.results() == ["refused"] * 4 + ["applied"]
    assert [row.line for row in shop.sheets.reports[-1][1]] == [2, 3, 4, 5, 6]
    assert "nie znam stawki „22”" in shop.told(0)
    assert shop.told(1) == "Nie ma takiego szkicu."
    assert "nie ma problemu" in shop.told(2)
    assert shop.nth(2).version == 1


def test_a_row_is_applied_wholly_or_not_at_all():
    shop = SheetShop.with_drafts({})
    shop.apply(edited(shop.table(), {"stawka": "8", "decyzja": "niedopłata"}))

    assert shop.results() == ["refused"]
    assert shop.nth(0).lines[0].vat_rate == "23"


def test_an_edit_and_decisions_about_what_it_asks_are_one_step():
    shop = SheetShop.with_drafts(dict(HALF_PAID))
    wishes = {"NIP": "1234563218", "stawka": "8", "decyzja": "NIP dopisany za zgodą / niedopłata"}
    shop.apply(edited(shop.table(), wishes))

    assert shop.results() == ["applied"]
    assert {decision.code for decision in shop.nth(0).decisions} == {"nip_added_by_hand", "paid_less_than_total"}
    assert shop.nth(0).version == 2


def test_a_decision_that_changes_the_kind_is_applied_once():
    shop = SheetShop.with_drafts({"paid": Decimal(0)})
    rows = edited(shop.table(), {"decyzja": "wystaw proformę"})
    for minute in (0, 1):
        shop.apply(rows, minute=minute)

    assert shop.results() == ["unchanged"]
    assert shop.nth(0).kind is Kind.PROFORMA


def test_drafts_end_elsewhere_or_are_not_needed():
    shop = SheetShop.with_drafts({}, {})
    wishes = ({"decyzja": "wystawiona gdzie indziej: FV 7/11/2026"}, {"decyzja": "dokument niepotrzebny"})
    rows = edited(shop.table(), *wishes)
    shop.apply(rows)

    assert shop.nth(0).elsewhere.number == "FV 7/11/2026"
    assert shop.nth(1).resolution is Resolution.NOT_NEEDED
    shop.apply(rows, minute=1)
    assert shop.results() == ["unchanged", "unchanged"]


def test_an_issued_document_is_never_changed():
    """F-38."""
    shop = SheetShop.with_drafts({}, {})
    rows = shop.table()
    for number in range(2):
        there = shop.documents.items["lipa", f"d-{number}"]
        shop.documents.items["lipa", f"d-{number}"] = replace(
            there, document=replace(there.document, status=Status.ISSUED)
        )
    shop.apply(edited(rows, {"stawka": "8"}, {"odrzuć": "tak"}))

    assert shop.results() == ["refused", "refused"]
    assert "już wystawiony" in shop.told(0)
    assert "już wystawiony" in shop.told(1)


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
    shop = SheetShop.with_drafts({})
    assert shop.apply((), content=content)

    run, rows = shop.sheets.reports[-1]
    assert (run.error.code, rows) == (code, [])
    assert shop.written(), "the table is there all the same"


def test_what_was_read_before_a_table_breaks_off_is_applied_and_told():
    shop = SheetShop.with_drafts({})
    content = saved(edited(shop.table(), {"stawka": "8"})) + b'"' + b"x" * 200_000
    shop.apply((), content=content)

    assert shop.results() == ["applied"]
    assert shop.sheets.reports[-1][0].error.code == "csv_broken"


def test_an_unknown_seller_gets_a_report_and_no_table():
    shop = SheetShop.with_drafts({})
    assert shop.apply(shop.table(), seller="nikt")

    assert shop.sheets.reports[-1][0].error.code == "unknown_seller"
    assert set(shop.sheets.tables) == {"lipa"}


def test_a_seller_reaches_no_draft_of_another():
    shop = SheetShop.with_drafts({})
    shop.sellers.items["sowa"] = a_seller(id="sowa")
    shop.apply(edited(shop.table(), {"stawka": "8"}), seller="sowa")

    assert shop.results() == ["refused"]
    assert shop.told() == "Nie ma takiego szkicu."
    assert shop.nth(0).lines[0].vat_rate == "23"


def test_a_long_table_is_applied_in_slices_and_what_was_told_first_stays(monkeypatch):
    monkeypatch.setattr(applying, "PART", 2)
    shop = SheetShop.with_drafts(*({} for _ in range(5)))
    rows = edited(shop.table(), *({"stawka": "8"} for _ in range(5)))

    done = [shop.apply(rows, may_go_on=False) for _ in range(3)]

    assert done == [False, False, True]
    assert shop.results() == ["applied"] * 5


def test_too_many_rows_are_refused_after_the_first_ones(monkeypatch):
    monkeypatch.setattr(applying, "MOST_ROWS", 2)
    shop = SheetShop.with_drafts({}, {}, {})
    shop.apply(edited(shop.table(), *({"stawka": "8"} for _ in range(3))))

    assert shop.results() == ["applied", "applied"]
    assert shop.sheets.reports[-1][0].error.code == "too_many_rows"


def test_a_table_holds_the_newest_drafts_and_says_when_it_is_cut(monkeypatch):
    monkeypatch.setattr(waiting, "MOST_DRAFTS", 2)
    shop = SheetShop.with_drafts({}, {}, {})
    rows = shop.table()

    assert [row["id"] for row in rows] == ["szkic-d-0", "szkic-d-1", ""]
    assert "najnowszych" in rows[2]["problemy"]
    shop.apply(rows)
    assert shop.results() == ["unchanged", "unchanged"], "the note is no row"


def test_a_draft_that_the_index_still_lists_is_left_out_when_it_is_issued():
    shop = SheetShop.with_drafts(dict(HALF_PAID), {})
    there = shop.documents.items["lipa", "d-0"]
    shop.documents.items["lipa", "d-0"] = Stored(replace(there.document, status=Status.DISCARDED), there.summary)

    assert [row["id"] for row in shop.table()] == ["szkic-d-1"]


class LateLists(InMemoryLists):
    """Lists of which every row is what it was when they were made."""

    def __init__(self, documents):
        super().__init__(InMemoryDocuments(dict(documents.items)))


def test_a_draft_just_changed_is_listed_in_its_new_version_though_the_index_is_late():
    shop = SheetShop.with_drafts({}, dict(HALF_PAID), {})
    late = replace(shop.writing_sheets(), lists=LateLists(shop.documents))
    shop.apply(edited(shop.table(), {"stawka": "8"}, {"stawka": "5"}, {"odrzuć": "tak"}))
    write_waiting_sheet("lipa", late)

    assert [(row["wersja"], row["stawka"]) for row in shop.written()] == [
        ("w2|8|invoice|", "8"),
        ("w2|5|invoice|", "5"),
    ]


def test_the_same_rules_as_by_http_a_decided_problem_is_none_any_more():
    shop = SheetShop.with_drafts(dict(HALF_PAID))
    decide("lipa", "d-0", "paid_less_than_total", "underpaid", shop.changing())
    [row] = shop.table()

    assert (row["problemy"], row["możliwe decyzje"]) == ("", "")


def test_a_row_that_meets_too_many_others_is_not_told_as_refused_but_read_again(monkeypatch):
    shop = SheetShop.with_drafts({})
    rows = edited(shop.table(), {"stawka": "8"})
    monkeypatch.setattr(InMemoryDocuments, "save", busy)
    with pytest.raises(TryLaterError):
        shop.apply(rows)
    assert (shop.sheets.parts, shop.sheets.reports) == ({}, [])


def busy(*_, **__):
    raise TryLaterError
