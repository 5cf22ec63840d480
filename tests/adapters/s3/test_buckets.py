"""PDFs in their bucket, and links to what lies in buckets, on the embedded AWS."""

import hashlib
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.exceptions import ClientError

from invoicing.adapters.aws import S3_CONFIG
from invoicing.adapters.s3.bucket import Bucket
from invoicing.adapters.s3.pdfs import S3Pdfs
from invoicing.adapters.s3.uploads import S3Uploads


def test_a_pdf_is_written_once_and_what_is_stored_is_the_truth(s3, bucket):
    """F-37: a second writer gets the checksum of the first one's bytes."""
    pdfs = S3Pdfs(s3, bucket)
    first = pdfs.put_once("pdf/a.pdf", b"%PDF-1.7 first")
    second = pdfs.put_once("pdf/a.pdf", b"%PDF-1.7 second")

    assert first == second
    assert first.sha256 == hashlib.sha256(b"%PDF-1.7 first").hexdigest()
    assert pdfs.get("pdf/a.pdf") == b"%PDF-1.7 first"


def test_an_object_is_put_once_and_a_second_writer_learns_that_it_exists(s3, bucket):
    objects = Bucket(s3, bucket)
    assert objects.put_once("jobs/a.json", b"[1]", "application/json") is True
    assert objects.put_once("jobs/a.json", b"[2]") is False

    assert objects.get("jobs/a.json") == b"[1]"
    assert s3.head_object(Bucket=bucket, Key="jobs/a.json")["ContentType"] == "application/json"


def test_what_is_missing_or_has_changed_is_none_and_another_refusal_is_raised(s3, bucket):
    objects = Bucket(s3, bucket)
    objects.put("a.txt", b"one", "text/plain")

    assert objects.find("b.txt") is None
    assert objects.find("a.txt") == b"one"
    assert objects.find_object("a.txt", IfMatch='"another"') is None
    with pytest.raises(ClientError):
        objects.get("b.txt")


@pytest.mark.parametrize("call", ["put_once", "find"])
def test_a_refusal_that_says_nothing_of_the_object_is_raised(call):
    class Denied:
        def refuse(self, **_):
            answer: Any = {"ResponseMetadata": {"HTTPStatusCode": 403}}
            raise ClientError(answer, "any")

        put_object = get_object = refuse

    arguments = (b"one",) if call == "put_once" else ()
    with pytest.raises(ClientError):
        getattr(Bucket(Denied(), "books"), call)("a.txt", *arguments)


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
