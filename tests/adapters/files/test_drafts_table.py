"""The table of waiting drafts as saved by spreadsheets: rewritten, but every row means the same."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invoicing.adapters.files.drafts_table import open_table
from invoicing.adapters.s3.change_reports import S3ChangeReports
from invoicing.adapters.s3.drafts_table import S3WaitingSheets
from invoicing.domain.basics.csv_cells import BOM
from invoicing.domain.basics.errors import UnreadableFileError
from invoicing.domain.drafts_table.changes import wanted_of
from invoicing.domain.drafts_table.report import ChangeRun, RowOutcome, RowResult, counted
from invoicing.domain.drafts_table.table import COLUMNS, sheet_head, sheet_row
from invoicing.domain.imports.record import ImportFailure
from tests.builders import COMPANY, NOW, a_draft, a_line, stored

CODECS = ("utf-8", "utf-8-sig", "cp1250", "utf-16", "iso8859-2")
SEPARATORS = (";", ",", "\t")
QUOTINGS = (csv.QUOTE_MINIMAL, csv.QUOTE_ALL)
LINE_ENDS = ("\r\n", "\n")


def a_table(*drafts) -> str:
    """Return the exported table of these drafts."""
    rows = (sheet_row(stored(draft).summary, draft) for draft in drafts)
    return BOM + sheet_head() + "".join(rows)


TABLE = a_table(
    a_draft(id="1e10", buyer=COMPANY),
    a_draft(id="00012345", version=7, lines=(a_line("a"), a_line("b", vat_rate="5"))),
    a_draft(id="draft-3", lines=(a_line(vat_rate=None),)),
)


def rows_in(table: str) -> list[list[str]]:
    return list(csv.reader(StringIO(table.lstrip(BOM)), delimiter=";"))


def resaved(rows, *, codec="utf-8", separator=";", quoting=csv.QUOTE_MINIMAL, end="\r\n") -> bytes:
    """Return rows as another program would save them."""
    text = StringIO()
    csv.writer(text, delimiter=separator, quoting=quoting, lineterminator=end).writerows(rows)
    return text.getvalue().encode(codec)


def changes_in(content: bytes):
    return [wanted_of(row.cells) for row in open_table(BytesIO(content))]


@pytest.mark.parametrize(("codec", "separator", "quoting", "end"), [*product(CODECS, SEPARATORS, QUOTINGS, LINE_ENDS)])
def test_a_table_that_was_only_opened_and_saved_requests_no_change(codec, separator, quoting, end):
    content = resaved(rows_in(TABLE), codec=codec, separator=separator, quoting=quoting, end=end)
    changes = changes_in(content)

    assert [change.document_id for change in changes] == ["1e10", "00012345", "draft-3"]
    assert [change.version for change in changes] == [1, 7, 1]
    assert all(change.is_nothing for change in changes)


def test_the_exported_table_requests_no_change():
    assert all(change.is_nothing for change in changes_in(TABLE.encode()))


@pytest.mark.parametrize(("codec", "separator"), [*product(CODECS, SEPARATORS)])
def test_an_edit_survives_every_way_of_saving(codec, separator):
    rows = rows_in(TABLE)
    rows[1][COLUMNS.index("stawka")] = "8%"
    rows[2][COLUMNS.index("rodzaj")] = "Potwierdzenie sprzedaży"
    rows[3][COLUMNS.index("decyzja")] = "zapłacono całość"
    first, second, third = changes_in(resaved(rows, codec=codec, separator=separator))

    assert (first.rate, first.nip) == ("8", None)
    assert second.kind == "receipt"
    assert third.decisions == (("paid_less_than_total", "paid_in_full"),)


def as_number(cell: str) -> str:
    """Return a cell as Excel rewrites numbers: without leading zeros, long ones in scientific notation."""
    if not cell.isdecimal():
        return cell
    return f"{int(cell):.5E}".replace(".", ",") if len(cell) > 11 else str(int(cell))


text = st.text(st.characters(codec="cp1250", exclude_categories=("Cc", "Cs")), max_size=30)


@settings(max_examples=settings().max_examples * 3 // 5)
@given(
    name=text,
    draft_id=st.text("0123456789abcdef", min_size=1, max_size=32),
    nip=st.text("0123456789", min_size=10, max_size=10),
    separator=st.sampled_from(SEPARATORS),
    codec=st.sampled_from(("utf-8", "utf-8-sig", "utf-16")),
    shuffled=st.permutations(range(len(COLUMNS))),
)
def test_whatever_the_buyer_s_name_and_the_cells_form_a_row_means_the_same(
    name, draft_id, nip, separator, codec, shuffled
):
    buyer = replace(COMPANY, name=f"Łódź {name}", nip=nip)
    rows = [
        [as_number(row[place]) for place in shuffled] for row in rows_in(a_table(a_draft(id=draft_id, buyer=buyer)))
    ]
    [change] = changes_in(resaved(rows, codec=codec, separator=separator))

    assert (change.document_id, change.is_nothing) == (draft_id, True)


def test_notes_and_blank_rows_are_skipped_but_an_edit_without_an_id_is_not():
    rows = rows_in(TABLE)
    blank, note, lost = ([""] * len(COLUMNS) for _ in range(3))
    note[COLUMNS.index("problemy")] = "razem 3"
    lost[COLUMNS.index("odrzuć")] = "tak"
    read = list(open_table(BytesIO(resaved([rows[0], blank, note, lost, rows[1]]))))

    assert [row.line for row in read] == [4, 5]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "spreadsheet_file"),
        (b"%PDF-1.7", "pdf_file"),
        (b"\x1f\x8bpacked", "archive_file"),
        (b'[{"id": 1}]', "not_a_table"),
        (b"id;wersja\r\n" + b"x" * 2_000_000, "record_too_large"),
        (b"id;wersja\r\n" + b";" * 600, "too_many_fields"),
        (b"id;wersja\r\nszkic-1;w1\0", "binary_file"),
        (b"\xef\xbb\xbfid;wersja\r\nszkic-1;\xff\r\n", "encoding_broken"),
    ],
)
def test_hostile_and_other_files_are_refused_by_name_and_with_a_remedy(content, code):
    with pytest.raises(UnreadableFileError) as refusal:
        list(open_table(BytesIO(content)))
    assert refusal.value.code == code
    assert "Allegro" not in refusal.value.detail
    assert "do-wystawienia.csv" in refusal.value.detail


RUN = ChangeRun(id="20261124-1", seller_id="lipa", file_name="<b>a</b>.csv", created_at=NOW, finished_at=NOW)
ROWS = (
    RowOutcome(line=2, result=RowResult.APPLIED, document_id="d-1", order_id="o-1", told=("stawka: 8",)),
    RowOutcome(line=3, result=RowResult.REFUSED, buyer="<script>alert(1)</script>", told=("nie znam <i>",)),
)


@pytest.fixture
def reports(s3, bucket) -> S3ChangeReports:
    return S3ChangeReports(s3, bucket)


def page(s3, bucket, key) -> str:
    return s3.get_object(Bucket=bucket, Key=key)["Body"].read().decode()


def test_a_report_is_where_people_and_programs_find_it_without_markup_of_the_file(reports, s3, bucket):
    """F-52."""
    reports.finish(replace(RUN, counts=counted(ROWS)), ROWS)

    html = page(s3, bucket, "reports/lipa/zmiany-20261124-1.html")
    assert html == page(s3, bucket, "reports/lipa/_NAJNOWSZE_ZMIANY.html")
    assert html.index("Nie zmieniono (1)") < html.index("Zmieniono (1)"), "rows that need a person come first"
    assert all(markup not in html for markup in ("<script", "<b>a", "<i>"))
    report = page(s3, bucket, "reports/lipa/zmiany-20261124-1.json")
    assert '"counts":{"applied":1,"unchanged":0,"refused":1}' in report
    assert '"result":"applied"' in report


def test_a_failed_file_is_a_report_that_says_why(reports, s3, bucket):
    reports.finish(replace(RUN, error=ImportFailure(code="x", message="Zły <b>")), ())
    assert "Nie wczytano pliku." in page(s3, bucket, "reports/lipa/_NAJNOWSZE_ZMIANY.html")


def test_parts_can_be_read_once_they_are_saved(reports):
    assert reports.part(RUN, 0) is None
    reports.save_part(RUN, 0, ROWS)
    assert reports.part(RUN, 0) == ROWS


def test_the_table_is_written_for_polish_spreadsheets(s3, bucket):
    S3WaitingSheets(s3, bucket).write("lipa", [sheet_head(), "ł\r\n"])
    content = s3.get_object(Bucket=bucket, Key="reports/lipa/do-wystawienia.csv")["Body"].read()

    assert content.startswith(b"\xef\xbb\xbfid;wersja;")
    assert content.decode("utf-8-sig").endswith("ł\r\n")
