"""The audit finds nothing in good books, and each thing that must never be."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import boto3
import pytest
from pynamodb.expressions.operand import Path

from functions.audit_books import app as audit_books
from functions.import_sales import app as import_sales
from functions.render_document import app as render_document
from invoicing.adapters.table import keys
from invoicing.adapters.table.engine.table import Put, Update
from invoicing.adapters.table.items import document_put, summary_put
from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.documents.document import Message, Status
from invoicing.domain.documents.kind import Kind
from invoicing.domain.imports.record import ImportStatus
from invoicing.domain.jobs.job import Job, JobKind
from invoicing.domain.mails.attempt import delayed, queued
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.audit import audit_deps, papers
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.wiring.issuing import issue_deps
from invoicing.services.books.audit import Check, audit
from invoicing.services.issuing.issue_one import issue_document
from invoicing.services.issuing.prepare import IssueRequest
from tests.builders import a_draft, stored
from tests.functions.calls import Context, messages, object_created
from tests.xml_orders import a_file, an_order

THERE = Path("pk").exists()


@pytest.fixture
def books(office):
    """Return the wiring of a seller with three issued and printed documents."""
    ids = [f"d-{number}" for number in (1, 2, 3)]
    office.drafts().add("lipa", [stored(a_draft(id=document_id)) for document_id in ids])
    for document_id in ids:
        issue_document("lipa", document_id, IssueRequest(send_email=False), issue_deps())
        render_document.lambda_handler(messages({"seller_id": "lipa", "document_id": document_id}), Context())
    return office


def day_of(books):
    """Return the first day of the books; today is another one where a test runs past midnight."""
    return books.documents().get("lipa", "d-1").document.issue_date


def wrong(_):
    return {finding.check for finding in audit("lipa", audit_deps()).findings}


def test_good_books_are_clean_and_everything_was_looked_at(books):
    found = audit("lipa", audit_deps())
    assert found.findings == []
    assert found.looked_at == dict.fromkeys(set(Check) - {Check.MAILS, Check.SALES, Check.WORK}, 3)


def series(books):
    [taken] = books.numbers().series("lipa")
    return taken


def test_a_counter_that_ran_away_is_found(books, table):
    taken = series(books)
    table.update(Update(keys.counter("lipa", taken.series, taken.period), {"last": 5}))
    assert wrong(books) == {Check.NUMBERS}


def test_a_missing_register_entry_is_found_from_all_sides(books, table):
    taken = series(books)
    key = keys.register("lipa", taken.series, taken.period, 2)
    boto3.client("dynamodb").delete_item(TableName=table.name, Key={"pk": {"S": key.pk}, "sk": {"S": key.sk}})
    assert wrong(books) == {Check.NUMBERS, Check.REGISTER}


def test_a_document_that_is_a_draft_again_is_found(books, table):
    there = books.documents().get("lipa", "d-2")
    draft = replace(there.document, status=Status.DRAFT)
    table.put(document_put("lipa", replace(there, document=draft), THERE))
    assert Check.DOCUMENTS in wrong(books)


def test_totals_that_the_lines_do_not_give_are_found(books, table):
    there = books.documents().get("lipa", "d-2")
    totals = replace(there.document.totals, gross=there.document.totals.gross + Decimal("0.01"))
    table.put(document_put("lipa", replace(there, document=replace(there.document, totals=totals)), THERE))
    assert wrong(books) == {Check.TOTALS}


def test_a_pdf_that_is_gone_or_changed_is_found(books, bucket):
    key = books.documents().get("lipa", "d-2").summary.pdf.key
    boto3.client("s3").put_object(Bucket=bucket, Key=key, Body=b"%PDF other", ChecksumAlgorithm="SHA256")
    assert wrong(books) == {Check.PDFS}
    boto3.client("s3").delete_object(Bucket=bucket, Key=key)
    assert wrong(books) == {Check.PDFS}


def test_a_document_that_was_never_printed_is_found_after_an_hour(books, table, monkeypatch):
    there = books.documents().get("lipa", "d-2")
    table.put(summary_put("lipa", replace(there.summary, pdf=None), THERE))
    assert wrong(books) == set()
    later = replace(audit_deps(), clock=lambda: now() + timedelta(hours=2))
    assert {finding.check for finding in audit("lipa", later).findings} == {Check.PDFS}


def test_a_paper_of_an_unknown_document_is_found(books, bucket):
    """A restored table must not give its number again."""
    boto3.client("s3").put_object(Bucket=bucket, Key="pdf/lipa/d-9/AL-4-11-2026.pdf", Body=b"%PDF")
    assert wrong(books) == {Check.PAPERS}


@pytest.mark.by_day
def test_a_second_paper_of_a_document_is_found(books, bucket):
    """The table was restored, and the document issued anew under another number."""
    boto3.client("s3").put_object(Bucket=bucket, Key="pdf/lipa/d-2/AL-9-11-2026.pdf", Body=b"%PDF")
    assert wrong(books) == {Check.PAPERS}
    assert {finding.check for finding in audit("lipa", audit_deps(), since=day_of(books)).findings} == {Check.PAPERS}


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 7, 15), datetime(2026, 7, 14, 22, tzinfo=UTC)),
        (date(2026, 11, 25), datetime(2026, 11, 24, 23, tzinfo=UTC)),
        (date(2027, 1, 1), datetime(2026, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_papers_of_a_day_are_those_since_midnight_in_warsaw(monkeypatch, day, first):
    written = {"before": first - timedelta(seconds=1), "first": first, "later": first + timedelta(minutes=5)}

    class Pdfs:
        def keys(self, seller_id, since):
            return iter([key for key, at in written.items() if at >= since])

    monkeypatch.setattr(adapters, "pdfs", Pdfs)
    assert list(papers("lipa", day)) == ["first", "later"]


def test_a_document_with_two_numbers_is_found(books, table):
    taken = series(books)
    there = table.get(keys.register("lipa", taken.series, taken.period, 2))
    key = keys.register("lipa", taken.series, taken.period, 4)
    table.put(Put(key, {**there, "pk": key.pk, "sk": key.sk, "number": "AL 4/11/2026"}, None))
    table.update(Update(keys.counter("lipa", taken.series, taken.period), {"last": 4}))
    assert Check.DOCUMENTS in wrong(books)


@pytest.mark.by_day
@pytest.mark.parametrize("moment", ["series", "of_series", "issued", "papers"])
def test_what_is_issued_while_the_books_are_looked_through_is_no_finding(books, moment):
    """Between any two reads of the audit another document gets its number and its PDF."""
    deps, ids = audit_deps(), iter(f"new-{number}" for number in range(99))

    def issue_one():
        document_id = next(ids)
        books.drafts().add("lipa", [stored(a_draft(id=document_id))])
        issue_document("lipa", document_id, IssueRequest(send_email=False), issue_deps())
        render_document.lambda_handler(messages({"seller_id": "lipa", "document_id": document_id}), Context())

    def meanwhile(read):
        def reading(*asked):
            found = read(*asked)
            found = found if isinstance(found, tuple) else list(found)
            issue_one()
            return found

        return reading

    class Numbers:
        series = staticmethod(meanwhile(deps.numbers.series) if moment == "series" else deps.numbers.series)
        of_series = staticmethod(meanwhile(deps.numbers.of_series) if moment == "of_series" else deps.numbers.of_series)

    numbers: Any = Numbers
    changed = {moment: meanwhile(getattr(deps, moment))} if moment in ("issued", "papers") else {}
    assert audit("lipa", replace(deps, numbers=numbers, **changed)).findings == []
    assert audit("lipa", replace(deps, numbers=numbers, **changed), since=day_of(books)).findings == []


@pytest.mark.by_day
def test_a_document_that_waits_for_its_pdf_is_found_whatever_its_day_of_issue(books):
    """Backdated ones, too: the work index knows them."""
    books.drafts().add("lipa", [stored(a_draft(id="d-4"))])
    issue_document("lipa", "d-4", IssueRequest(send_email=False), issue_deps())
    later = replace(audit_deps(), clock=lambda: now() + timedelta(days=2))
    future = warsaw_date(now()) + timedelta(days=20)
    assert {finding.check for finding in audit("lipa", later, since=future).findings} == {Check.PDFS}


def test_a_mail_that_is_on_its_way_for_a_day_is_found(books):
    text = Message(subject="s", body="b")
    mail = queued("m-1", "d-2", to="a@example.com", message=text, at=now() - timedelta(days=2), kind=Kind.INVOICE)
    books.mails().queue("lipa", mail)
    assert wrong(books) == {Check.MAILS}


def test_a_mail_that_is_put_off_again_and_again_is_found_after_a_day(books):
    """SES has paused the account: each hour the mail is due an hour later."""
    text = Message(subject="s", body="b")
    mail = queued("m-1", "d-2", to="a@example.com", message=text, at=now() - timedelta(hours=23), kind=Kind.INVOICE)
    books.mails().queue("lipa", mail)
    [due] = books.mails().of_document("lipa", "d-2")
    books.mails().move("lipa", due, delayed(due, now(), until=now() + timedelta(hours=1), reason="paused"))
    assert wrong(books) == set()
    later = replace(audit_deps(), clock=lambda: now() + timedelta(hours=2))
    assert {finding.check for finding in audit("lipa", later).findings} == {Check.MAILS}


def test_a_number_that_stands_on_two_documents_is_found_whatever_their_series(books, table):
    taken = series(books)
    there = table.get(keys.register("lipa", taken.series, taken.period, 2))
    books.drafts().add("lipa", [stored(a_draft(id="d-9"))])
    key = keys.register("lipa", "INNA", taken.period, 1)
    table.put(Put(key, {**there, "pk": key.pk, "sk": key.sk, "document_id": "d-9"}, None))
    counter = keys.counter("lipa", "INNA", taken.period)
    table.put(Put(counter, {"type": "counter", "last": 1}, None))
    told = [finding.what for finding in audit("lipa", audit_deps()).findings if finding.check is Check.NUMBERS]
    assert told == [f"{there['number']}: stands on several documents"]


@pytest.fixture
def imported(office, bucket):
    """Return a seller with one import of two sales."""
    s3 = boto3.client("s3")
    etag = s3.put_object(Bucket=bucket, Key="uploads/lipa/a.xml", Body=a_file(an_order("o-1"), an_order("o-2")))["ETag"]
    import_sales.lambda_handler(messages(object_created(bucket, "uploads/lipa/a.xml", etag)), Context())
    return office


def test_each_sale_of_a_report_has_its_document(imported):
    found = audit("lipa", audit_deps())
    assert (found.findings, found.looked_at[Check.SALES], found.looked_at[Check.WORK]) == ([], 2, 1)


def test_a_sale_whose_draft_is_gone_is_found(imported, table):
    [record] = imported.imports().page("lipa", limit=1, cursor=None)[0]
    [lost, _] = imported.reports().rows(record)
    key = keys.summary("lipa", lost.document_id)
    boto3.client("dynamodb").delete_item(TableName=table.name, Key={"pk": {"S": key.pk}, "sk": {"S": key.sk}})
    assert wrong(imported) == {Check.SALES}


def test_a_sale_of_which_only_its_cancellation_is_left_is_found(imported, table):
    [record] = imported.imports().page("lipa", limit=1, cursor=None)[0]
    [lost, _] = imported.reports().rows(record)
    table.put(Put(keys.summary("lipa", lost.document_id), {"type": "cancelled", "versions": []}, None))
    assert wrong(imported) == {Check.SALES}


def test_a_report_that_is_gone_before_its_time_is_found(imported, bucket):
    s3 = boto3.client("s3")
    for item in s3.list_objects_v2(Bucket=bucket, Prefix="reports/lipa/parts/")["Contents"]:
        s3.delete_object(Bucket=bucket, Key=item["Key"])
    assert wrong(imported) == {Check.SALES}
    later = replace(audit_deps(), clock=lambda: now() + timedelta(days=40))
    assert audit("lipa", later).findings == []


def test_a_report_that_counts_other_sales_than_it_lists_is_found(imported):
    [record] = imported.imports().page("lipa", limit=1, cursor=None)[0]
    imported.imports().save(replace(record, counts={**record.counts, "drafted": 3}))
    assert wrong(imported) == {Check.SALES}


def test_an_import_and_a_job_that_do_not_end_are_found_after_a_day(imported):
    [record] = imported.imports().page("lipa", limit=1, cursor=None)[0]
    imported.imports().save(replace(record, status=ImportStatus.READING, finished_at=None))
    imported.jobs().create(Job(id="j", seller_id="lipa", kind=JobKind.ISSUE, by="anna", created_at=now()))
    assert wrong(imported) == set()
    later = replace(audit_deps(), clock=lambda: now() + timedelta(hours=25))
    assert [finding.check for finding in audit("lipa", later).findings] == [Check.WORK, Check.WORK]


@pytest.mark.by_day
def test_an_old_import_hides_no_lost_sale_of_a_newer_one(imported, table):
    [record] = imported.imports().page("lipa", limit=1, cursor=None)[0]
    [lost, _] = imported.reports().rows(record)
    key = keys.summary("lipa", lost.document_id)
    boto3.client("dynamodb").delete_item(TableName=table.name, Key={"pk": {"S": key.pk}, "sk": {"S": key.sk}})
    long_ago = now() - timedelta(days=60)
    imported.imports().save(replace(record, id="zzz", created_at=long_ago, finished_at=long_ago))
    since = warsaw_date(record.finished_at)
    assert {finding.check for finding in audit("lipa", audit_deps(), since=since).findings} == {Check.SALES}


def run(event, context=None):
    return audit_books.lambda_handler({"what": "audit", **event}, context or Context())


@pytest.mark.by_day
def test_each_night_what_is_active_is_looked_at_and_the_findings_are_counted(books, imported, bucket, capsys):
    """The archive tells who the sellers are."""
    boto3.client("s3").put_object(Bucket=bucket, Key="pdf/lipa/d-9/AL-4-11-2026.pdf", Body=b"%PDF")
    assert run({}) == {"what": "audit", "after": "lipa", "findings": 1, "more": False}
    assert '"AuditFindings":[1.0]' in capsys.readouterr().out


def test_papers_of_a_seller_that_the_table_has_lost_are_found(office, bucket):
    """It was restored to a time before he was there."""
    boto3.client("s3").put_object(Bucket=bucket, Key="pdf/nowy/d-1/AL-1-11-2026.pdf", Body=b"%PDF")
    boto3.client("s3").put_object(Bucket=bucket, Key="archive/literowka/a.xml", Body=b"x")
    found = {seller_id: run({"seller_id": seller_id})["findings"] for seller_id in ("nowy", "literowka")}
    assert found == {"nowy": 1, "literowka": 0}


@pytest.mark.by_day
def test_what_is_long_over_is_looked_at_on_demand_only(books, imported, table):
    there = books.documents().get("lipa", "d-2")
    totals = replace(there.document.totals, gross=there.document.totals.gross + Decimal("0.01"))
    table.put(document_put("lipa", replace(there, document=replace(there.document, totals=totals)), THERE))
    later = warsaw_date(now()) + timedelta(days=1)
    assert audit("lipa", audit_deps(), since=later).findings == []
    assert run({"whole": True, "seller_id": "lipa"})["findings"] == 1


def test_an_audit_that_runs_out_of_time_goes_on_after_the_last_seller(imported, bucket):
    class ShortContext(Context):
        @staticmethod
        def get_remaining_time_in_millis() -> int:
            return 1_000

    boto3.client("s3").put_object(Bucket=bucket, Key="archive/sowa/a.xml", Body=b"x")
    first = run({}, ShortContext())
    assert (first["after"], first["more"]) == ("lipa", True)
    assert run(first, ShortContext()) == {"what": "audit", "after": "sowa", "findings": 0, "more": False}
