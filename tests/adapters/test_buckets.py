"""The buckets, on the embedded AWS."""

import hashlib
from urllib.parse import urlsplit

import boto3
import pytest

from invoicing.adapters.aws import S3_CONFIG
from invoicing.adapters.buckets import S3Pdfs, S3Reports, S3Uploads
from invoicing.domain.errors import NotFoundError, UnreadableFileError
from invoicing.domain.imports import Import, ImportReport, ImportStatus, Outcome, TransactionOutcome
from tests.builders import NOW


@pytest.fixture
def s3(servers):
    return boto3.client("s3", config=S3_CONFIG)


def test_a_pdf_is_written_once_and_what_is_stored_is_the_truth(s3, bucket):
    """F-37: a second writer gets the checksum of the first one's bytes."""
    pdfs = S3Pdfs(s3, bucket)
    first = pdfs.put_once("pdf/a.pdf", b"%PDF-1.7 first")
    second = pdfs.put_once("pdf/a.pdf", b"%PDF-1.7 second")

    assert first == second
    assert first.sha256 == hashlib.sha256(b"%PDF-1.7 first").hexdigest()
    assert pdfs.get("pdf/a.pdf") == b"%PDF-1.7 first"


def test_an_upload_is_read_in_the_version_that_its_event_was_about(s3, bucket):
    uploads = S3Uploads(s3, bucket)
    old = s3.put_object(Bucket=bucket, Key="uploads/lipa/a.xml", Body=b"old")["ETag"]
    new = s3.put_object(Bucket=bucket, Key="uploads/lipa/a.xml", Body=b"new")["ETag"]

    assert uploads.open("uploads/lipa/a.xml", new).read() == b"new"
    with pytest.raises(UnreadableFileError) as refused:
        uploads.open("uploads/lipa/a.xml", old)
    assert refused.value.code == "file_replaced"


@pytest.mark.parametrize("name", ["sprzedaż 11+12 (kopia).xml", "100%.xml", "imports/20261124-1.xml"])
def test_a_finished_upload_moves_to_the_archive_and_moving_it_again_is_harmless(s3, bucket, name):
    uploads = S3Uploads(s3, bucket)
    s3.put_object(Bucket=bucket, Key=f"uploads/lipa/{name}", Body=b"x")

    uploads.archive(f"uploads/lipa/{name}", "lipa")
    uploads.archive(f"uploads/lipa/{name}", "lipa")

    keys = [item["Key"] for item in s3.list_objects_v2(Bucket=bucket)["Contents"]]
    assert keys == [f"archive/lipa/{name}"]


def test_an_upload_grant_is_for_one_key_and_a_bounded_size(s3, bucket):
    grant = S3Uploads(s3, bucket).grant("uploads/lipa/imports/1.xml")

    assert grant["fields"]["key"] == "uploads/lipa/imports/1.xml"
    assert "policy" in grant["fields"]


def test_links_are_signed_for_the_bucket_s_regional_host(monkeypatch):
    """Signed for the global host, S3 answers with a redirect that breaks the signature."""
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    client = boto3.client("s3", region_name="eu-central-1", config=S3_CONFIG)

    link = urlsplit(S3Pdfs(client, "books-documents-1").link("pdf/a.pdf"))
    grant = urlsplit(S3Uploads(client, "books-uploads-1").grant("uploads/a.xml")["url"])

    assert link.netloc == "books-documents-1.s3.eu-central-1.amazonaws.com"
    assert "X-Amz-Algorithm=AWS4-HMAC-SHA256" in link.query
    assert grant.netloc == "books-uploads-1.s3.eu-central-1.amazonaws.com"


def a_report(**changes) -> ImportReport:
    record = Import(
        id="20261124-1",
        seller_id="lipa",
        status=ImportStatus.DONE,
        file_name="<b>październik</b>.xml",
        created_at=NOW,
        finished_at=NOW,
    )
    row = TransactionOutcome(
        position=1, outcome=Outcome.REJECTED, order_id="o-1", reasons=("zła <script>alert(1)</script>",)
    )
    return ImportReport(record=record, transactions=(row,))


def test_a_report_comes_back_and_lies_where_a_person_finds_it(s3, bucket):
    reports = S3Reports(s3, bucket)
    reports.save(a_report())

    assert reports.load("lipa", "20261124-1") == a_report()
    keys = {item["Key"] for item in s3.list_objects_v2(Bucket=bucket)["Contents"]}
    assert keys == {"reports/lipa/20261124-1.json", "reports/lipa/20261124-1.html", "reports/lipa/_NAJNOWSZY.html"}
    with pytest.raises(NotFoundError):
        reports.load("sowa", "20261124-1")


def test_nothing_of_a_file_becomes_markup_in_the_report(s3, bucket):
    """F-52."""
    S3Reports(s3, bucket).save(a_report())
    page = s3.get_object(Bucket=bucket, Key="reports/lipa/_NAJNOWSZY.html")["Body"].read().decode()

    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert "<b>październik" not in page
