"""Uploads: read in the version that an event was about, archived when done; on the embedded AWS."""

import hashlib
from urllib.parse import quote_plus

import pytest

from invoicing.adapters.s3.uploads import S3Uploads


@pytest.fixture
def uploads(s3, bucket) -> S3Uploads:
    return S3Uploads(s3, bucket)


@pytest.fixture
def put(s3, bucket):
    def put(key: str, content: bytes) -> tuple[str, str]:
        answer = s3.put_object(Bucket=bucket, Key=key, Body=content)
        return answer["ETag"].strip('"'), answer["VersionId"]

    return put


def keys(s3, bucket) -> set[str]:
    return {item["Key"] for item in s3.list_objects_v2(Bucket=bucket).get("Contents", ())}


def test_an_upload_comes_with_its_bytes_and_their_digest(uploads, put):
    etag, _ = put("uploads/lipa/a.xml", b"content")

    with uploads.fetched("uploads/lipa/a.xml", etag) as uploaded:
        assert uploaded.content.read() == b"content"
        assert uploaded.digest == hashlib.sha256(b"content").hexdigest()
        assert uploaded.at.tzinfo is not None


@pytest.mark.parametrize("names_the_version", [True, False])
def test_a_file_overwritten_before_it_was_read_is_read_in_both_versions(uploads, put, names_the_version):
    """The embedded AWS never names the version in an event, AWS does: the ETag finds it as well."""
    sent = [put("uploads/lipa/a.xml", content) for content in (b"first", b"second")]

    for (etag, version), content in zip(sent, (b"first", b"second"), strict=True):
        with uploads.fetched("uploads/lipa/a.xml", etag, version if names_the_version else None) as uploaded:
            assert uploaded.content.read() == content


@pytest.mark.parametrize("name", ["sprzedaż 11+12 (kopia).xml", "100%.xml", "a%20b.xml"])
def test_a_name_is_read_as_it_is_and_url_encoded(uploads, put, name):
    """Events through EventBridge carry the name as it is, S3's own notifications URL-encoded."""
    etag, _ = put(f"uploads/lipa/{name}", b"x")

    for told in (f"uploads/lipa/{name}", quote_plus(f"uploads/lipa/{name}", safe="/")):
        with uploads.fetched(told, etag) as uploaded:
            assert uploaded.key == f"uploads/lipa/{name}"


def test_what_is_gone_is_none(uploads, put):
    put("uploads/lipa/a.xml", b"x")

    for key in ("uploads/lipa/b.xml", "uploads/lipa/a.xml"):
        with uploads.fetched(key, "0" * 32) as uploaded:
            assert uploaded is None


def test_of_a_file_over_the_limit_nothing_is_copied(uploads, put, monkeypatch):
    etag, _ = put("uploads/lipa/large.xml", b"12345")

    for limit, digest, content in ((4, None, b""), (5, hashlib.sha256(b"12345").hexdigest(), b"12345")):
        monkeypatch.setattr("invoicing.adapters.s3.uploads.FILE_BYTES", limit)
        with uploads.fetched("uploads/lipa/large.xml", etag) as uploaded:
            assert (uploaded.digest, uploaded.content.read()) == (digest, content)


@pytest.mark.parametrize("name", ["sprzedaż 11+12 (kopia).xml", "100%.xml", "imports/20261124-1.xml"])
def test_a_finished_upload_moves_to_the_archive_and_moving_it_again_is_harmless(uploads, put, s3, bucket, name):
    etag, _ = put(f"uploads/lipa/{name}", b"x")

    with uploads.fetched(f"uploads/lipa/{name}", etag) as uploaded:
        uploads.archive(uploaded)
        uploads.archive(uploaded)

    assert keys(s3, bucket) == {f"archive/lipa/{name}"}


def test_archiving_leaves_a_newer_file_of_the_same_name_in_the_inbox(uploads, put, s3, bucket):
    etag, _ = put("uploads/lipa/a.xml", b"first")
    with uploads.fetched("uploads/lipa/a.xml", etag) as uploaded:
        newer, _ = put("uploads/lipa/a.xml", b"second")
        uploads.archive(uploaded)

    assert keys(s3, bucket) == {"archive/lipa/a.xml", "uploads/lipa/a.xml"}
    assert s3.get_object(Bucket=bucket, Key="archive/lipa/a.xml")["Body"].read() == b"first"
    with uploads.fetched("uploads/lipa/a.xml", newer) as uploaded:
        assert uploaded.content.read() == b"second"


def test_an_upload_grant_is_for_one_key_and_a_bounded_size(uploads):
    grant = uploads.grant("uploads/lipa/imports/1.xml")

    assert grant["fields"]["key"] == "uploads/lipa/imports/1.xml"
    assert "policy" in grant["fields"]


def test_an_edited_table_has_its_own_folder_in_the_archive_and_its_own_limit(uploads, put, s3, bucket):
    etag, _ = put("changes/lipa/do-wystawienia.csv", b"12345")

    with uploads.fetched("changes/lipa/do-wystawienia.csv", etag, most_bytes=4) as uploaded:
        assert uploaded.digest is None
        uploads.archive(uploaded)

    assert keys(s3, bucket) == {"archive/lipa/changes/do-wystawienia.csv"}
