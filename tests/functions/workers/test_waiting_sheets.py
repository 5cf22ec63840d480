"""The table of waiting drafts behind its queues: written after an import, applied when it comes back edited."""

import csv
import json
from datetime import timedelta
from io import StringIO
from typing import Any

import boto3
import pytest

from functions.apply_changes import app as apply_changes
from functions.import_sales import app as import_sales
from functions.reconcile import app as reconcile
from invoicing.domain.documents.document import Status
from invoicing.runtime.wiring import reconciling, settings
from invoicing.runtime.wiring.clock import now
from invoicing.services.drafts_table import apply as applying
from tests.functions.calls import Context, messages, object_created
from tests.xml_orders import a_file, an_order

DONE = {"batchItemFailures": []}
SHEET = "reports/lipa/do-wystawienia.csv"


@pytest.fixture
def s3(office):
    return boto3.client("s3")


@pytest.fixture
def upload(s3, bucket):
    def put(key: str, content: bytes):
        return object_created(bucket, key, s3.put_object(Bucket=bucket, Key=key, Body=content)["ETag"])

    return put


@pytest.fixture
def queues(servers, monkeypatch):
    """Return what was put on the queue of changes since the last look."""
    sqs, urls = boto3.client("sqs"), {}
    for name in ("IMPORT_QUEUE_URL", "CHANGES_QUEUE_URL"):
        urls[name] = sqs.create_queue(QueueName=f"test-sheets-{name.lower().replace('_', '-')}")["QueueUrl"]
        sqs.purge_queue(QueueUrl=urls[name])
        monkeypatch.setenv(name, urls[name])
    settings.settings.cache_clear()

    def received(name="CHANGES_QUEUE_URL"):
        got = sqs.receive_message(QueueUrl=urls[name], MaxNumberOfMessages=10).get("Messages", [])
        for message in got:
            sqs.delete_message(QueueUrl=urls[name], ReceiptHandle=message["ReceiptHandle"])
        return [json.loads(message["Body"]) for message in got]

    yield received
    settings.settings.cache_clear()


@pytest.fixture
def sheet(upload, s3, bucket):
    """Import three sales, and return what reads the table."""
    event = upload("uploads/lipa/a.xml", a_file(*(an_order(f"o-{n}", offer=str(n)) for n in range(3))))
    assert import_sales.lambda_handler(messages(event), Context()) == DONE

    def rows() -> list[dict[str, str]]:
        content = s3.get_object(Bucket=bucket, Key=SHEET)["Body"].read().decode("utf-8-sig")
        return sorted(csv.DictReader(StringIO(content), delimiter=";"), key=lambda row: row["nr zamówienia"])

    return rows


def saved(rows) -> bytes:
    text = StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("cp1250")


def keys(s3, bucket) -> set[str]:
    return {item["Key"] for item in s3.list_objects_v2(Bucket=bucket).get("Contents", ())}


def reports(s3, bucket) -> list[dict[str, Any]]:
    names = sorted(key for key in keys(s3, bucket) if key.startswith("reports/lipa/zmiany-") and key.endswith(".json"))
    return [json.loads(s3.get_object(Bucket=bucket, Key=name)["Body"].read()) for name in names]


def test_an_import_leaves_a_table_whose_edits_change_the_drafts(office, sheet, upload, s3, bucket):
    rows = sheet()
    assert [row["nr zamówienia"] for row in rows] == ["o-0", "o-1", "o-2"]
    rows[0]["stawka"], rows[1]["odrzuć"] = "8", "tak"

    event = upload("changes/lipa/do-wystawienia (1).csv", saved(rows))
    for _ in range(2):
        assert apply_changes.lambda_handler(messages(event), Context()) == DONE

    first, second = (office.documents().get("lipa", row["id"].removeprefix("szkic-")).document for row in rows[:2])
    assert (first.lines[0].vat_rate, first.version) == ("8", 2)
    assert (second.status, second.version) == (Status.DISCARDED, 2)
    [report] = reports(s3, bucket)
    assert report["counts"] == {"applied": 2, "unchanged": 1, "refused": 0}
    assert [row["nr zamówienia"] for row in sheet()] == ["o-0", "o-2"]
    assert "archive/lipa/changes/do-wystawienia (1).csv" in keys(s3, bucket)
    assert not [key for key in keys(s3, bucket) if key.startswith("changes/")]


def test_the_history_says_which_table_changed_a_draft(office, sheet, upload):
    rows = sheet()
    rows[0]["NIP"] = "1234563218"
    apply_changes.lambda_handler(messages(upload("changes/lipa/a.csv", saved(rows))), Context())

    [change] = office.documents().history("lipa", rows[0]["id"].removeprefix("szkic-"))
    assert change.by.startswith("arkusz 20")
    assert {part.field for part in change.changes} >= {"buyer.nip"}


@pytest.mark.parametrize("content", [b"PK\x03\x04[Content_Types].xml", b"", b"a;b\n1;2\n"])
def test_what_is_no_table_is_reported_and_archived(sheet, upload, s3, bucket, content):
    assert apply_changes.lambda_handler(messages(upload("changes/lipa/a.xlsx", content)), Context()) == DONE

    [report] = reports(s3, bucket)
    assert report["error"]["message"]
    assert "archive/lipa/changes/a.xlsx" in keys(s3, bucket)


def test_a_table_in_the_folder_of_nobody_is_reported_there(sheet, upload, s3, bucket):
    assert apply_changes.lambda_handler(messages(upload("changes/nikt/a.csv", saved(sheet()))), Context()) == DONE
    assert "reports/nikt/_NAJNOWSZE_ZMIANY.html" in keys(s3, bucket)
    assert "reports/nikt/do-wystawienia.csv" not in keys(s3, bucket)


@pytest.mark.parametrize("key", ["changes/", "changes/lipa/", "uploads/lipa/a.csv", "other/lipa/a.csv"])
def test_folders_and_other_prefixes_are_left_alone(sheet, upload, s3, bucket, key):
    assert apply_changes.lambda_handler(messages(upload(key, b"")), Context()) == DONE
    assert reports(s3, bucket) == []


class ShortContext(Context):
    """A context whose time is nearly over."""

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 1_000


def test_a_long_table_is_applied_in_slices(sheet, upload, s3, bucket, queues, monkeypatch):
    monkeypatch.setattr(applying, "PART", 1)
    rows = [{**row, "stawka": "8"} for row in sheet()]
    waiting, slices = [upload("changes/lipa/a.csv", saved(rows))], 0
    while waiting:
        assert apply_changes.lambda_handler(messages(waiting[0]), ShortContext()) == DONE
        waiting = queues()
        slices += 1

    [report] = reports(s3, bucket)
    assert (slices, report["counts"]["applied"]) == (3, 3)


def test_a_table_whose_event_was_lost_is_applied_all_the_same(sheet, upload, s3, bucket, queues, monkeypatch):
    upload("changes/lipa/forgotten.csv", saved(sheet()))
    monkeypatch.setattr(reconciling, "now", lambda: now() + timedelta(minutes=31))
    reconcile.lambda_handler({}, Context())

    [found] = queues()
    assert found["detail"]["object"]["key"] == "changes/lipa/forgotten.csv"
    assert queues("IMPORT_QUEUE_URL") == []
    apply_changes.lambda_handler(messages(found), Context())
    assert "archive/lipa/changes/forgotten.csv" in keys(s3, bucket)
