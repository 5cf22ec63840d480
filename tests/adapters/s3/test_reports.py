"""Import reports in their bucket, on the embedded AWS."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from invoicing.adapters.s3.import_reports import S3Reports
from invoicing.domain.imports.record import NO_COUNTS, Import, ImportFailure, ImportStatus, Outcome, TransactionOutcome
from invoicing.domain.problems.problem import Problem, Severity
from tests.builders import NOW

RECORD = Import(
    id="20261124-1",
    seller_id="lipa",
    status=ImportStatus.DONE,
    file_name="<b>październik</b>.xml",
    counts={**NO_COUNTS, "drafted": 2, "rejected": 1},
    unknown_fields=("<i>dziwne</i>",),
    created_at=NOW,
    finished_at=NOW,
)


def a_row(position: int, **changes) -> TransactionOutcome:
    row = TransactionOutcome(
        position=position,
        outcome=Outcome.DRAFTED,
        order_id=f"o-{position}",
        buyer_name="<u>Jan</u>",
        gross=Decimal("19.99"),
        paid=Decimal("19.99"),
    )
    return replace(row, **changes)


UNPAID = Problem(code="unpaid", severity=Severity.BLOCKS, message="Nie zapłacono.", way_out="Poczekaj na wpłatę.")
ROWS = (
    a_row(1),
    a_row(2, outcome=Outcome.REJECTED, reasons=("zła <script>alert(1)</script>",)),
    a_row(3, problems=(UNPAID,)),
)


@pytest.fixture
def reports(s3, bucket) -> S3Reports:
    return S3Reports(s3, bucket)


@pytest.fixture
def page(reports, s3, bucket):
    """Return the page of a finished report."""
    reports.save_part(RECORD, 0, ROWS)
    reports.finish(RECORD)
    return s3.get_object(Bucket=bucket, Key="reports/lipa/_NAJNOWSZY.html")["Body"].read().decode()


def read(s3, bucket, key):
    return json.loads(s3.get_object(Bucket=bucket, Key=key)["Body"].read())


def test_a_report_lies_where_a_person_and_a_program_find_it(page, s3, bucket):
    keys = {item["Key"] for item in s3.list_objects_v2(Bucket=bucket, Prefix="reports/lipa/2026")["Contents"]}
    assert keys == {"reports/lipa/20261124-1.json", "reports/lipa/20261124-1.html"}


def test_the_parts_of_a_long_file_become_one_list_in_their_order(reports, s3, bucket):
    for number, row in enumerate(ROWS):
        reports.save_part(RECORD, number, [row])
    reports.finish(RECORD)

    report = read(s3, bucket, "reports/lipa/20261124-1.json")

    assert [row["position"] for row in report["transactions"]] == [1, 2, 3]
    assert report["transactions"][0]["gross"] == "19.99"
    assert (report["id"], report["counts"]["drafted"]) == (RECORD.id, 2)


def test_a_part_that_is_written_again_takes_the_place_of_what_was_there(reports, s3, bucket):
    for rows in (ROWS, ROWS[:1]):
        reports.save_part(RECORD, 0, rows)
    reports.finish(RECORD)

    assert len(read(s3, bucket, "reports/lipa/20261124-1.json")["transactions"]) == 1


def test_the_first_rows_are_there_while_the_file_is_read(reports):
    assert reports.first_rows(RECORD) == ()
    reports.save_part(RECORD, 0, ROWS)
    assert reports.first_rows(RECORD) == ROWS


def test_a_failed_file_is_a_report_that_says_why(reports, s3, bucket):
    error = ImportFailure(code="not_a_sales_file", message="To zestawienie opłat, nie sprzedaż.")
    reports.finish(replace(RECORD, status=ImportStatus.FAILED, error=error))
    page = s3.get_object(Bucket=bucket, Key="reports/lipa/_NAJNOWSZY.html")["Body"].read().decode()

    assert "Nie wczytano pliku." in page
    assert "To zestawienie opłat, nie sprzedaż." in page
    assert read(s3, bucket, "reports/lipa/20261124-1.json")["transactions"] == []


def test_what_waits_for_the_seller_stands_before_what_is_ready(page):
    places = [page.index(text) for text in ("Nie zapłacono.", "<h2>Gotowe do wystawienia")]
    assert places == sorted(places)


def test_nothing_of_a_file_becomes_markup_in_the_report(page):
    """F-52."""
    assert "&lt;script&gt;" in page
    assert all(markup not in page for markup in ("<script", "<b>paź", "<u>Jan", "<i>dziwne"))


def test_a_shorter_file_under_the_same_grant_hides_the_rest_of_the_longer_one(reports, s3, bucket):
    longer, shorter = (replace(RECORD, etag=f'"{name}"') for name in ("one", "two"))
    for number in range(2):
        reports.save_part(longer, number, ROWS)
    reports.save_part(shorter, 0, ROWS[:1])
    reports.finish(shorter)

    told = read(s3, bucket, "reports/lipa/20261124-1.json")["transactions"]
    assert [row["position"] for row in told] == [1]
    assert [row.position for row in reports.first_rows(shorter)] == [1]
