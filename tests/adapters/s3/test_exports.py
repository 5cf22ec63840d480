"""Exports in their bucket, on the embedded AWS."""

import csv
import io
import zipfile
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import boto3
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PdfReadError

from invoicing.adapters.aws import S3_CONFIG
from invoicing.adapters.pdf import render
from invoicing.adapters.s3.exports import MergedPdf, S3Exports
from invoicing.domain.basics.csv_cells import csv_row
from invoicing.domain.documents.kind import Kind
from tests.builders import a_line
from tests.issued import an_issued

ZIP = "ksiegowosc-2026-11.zip"


@pytest.fixture
def exports(s3, bucket) -> S3Exports:
    return S3Exports(s3, bucket)


def stored(s3, bucket, key: str) -> bytes:
    return s3.get_object(Bucket=bucket, Key=key)["Body"].read()


def names_in(s3, bucket) -> list[str]:
    return [item["Key"] for item in s3.list_objects_v2(Bucket=bucket).get("Contents", [])]


def a_month(exports) -> str:
    """Store a month of one document and return its key."""
    with exports.archive("lipa", "job-1", ZIP) as archive:
        archive.add_row("rejestr-2026-11.csv", csv_row(["Nabywca", "Brutto"]))
        archive.add_pdf("pdf/AL-1-11-2026.pdf", b"%PDF-1.7 one")
        archive.add_row("rejestr-2026-11.csv", csv_row(["Zażółć; gęślą", "=1+1"]))
        archive.add_row("numery-2026-11.csv", csv_row(["Numer"]))
    return archive.key


def test_a_month_is_stored_as_a_zip_that_can_be_opened(exports, s3, bucket):
    key = a_month(exports)
    with zipfile.ZipFile(io.BytesIO(stored(s3, bucket, key))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["pdf/AL-1-11-2026.pdf", "rejestr-2026-11.csv", "numery-2026-11.csv"]
        assert archive.read("pdf/AL-1-11-2026.pdf") == b"%PDF-1.7 one"
        sheet = archive.read("rejestr-2026-11.csv")

    assert key == "exports/lipa/job-1/ksiegowosc-2026-11.zip"
    assert s3.head_object(Bucket=bucket, Key=key)["ContentType"] == "application/zip"
    assert sheet.startswith(b"\xef\xbb\xbfNabywca;Brutto\r\n")
    assert list(csv.reader(sheet.decode("utf-8-sig").splitlines(), delimiter=";"))[1] == ["Zażółć; gęślą", "'=1+1"]


def test_the_same_month_makes_the_same_bytes(exports, s3, bucket):
    """A job that is repeated writes the same file again."""
    first = stored(s3, bucket, a_month(exports))

    assert stored(s3, bucket, a_month(exports)) == first


def test_pdfs_are_not_compressed_again(exports, s3, bucket):
    with zipfile.ZipFile(io.BytesIO(stored(s3, bucket, a_month(exports)))) as archive:
        ways = {entry.filename: entry.compress_type for entry in archive.infolist()}

    assert ways["pdf/AL-1-11-2026.pdf"] == zipfile.ZIP_STORED
    assert ways["rejestr-2026-11.csv"] == zipfile.ZIP_DEFLATED


def test_a_failure_in_the_middle_stores_nothing(exports, s3, bucket):
    with pytest.raises(TypeError), exports.archive("lipa", "job-1", ZIP) as archive:
        archive.add_pdf("pdf/AL-1-11-2026.pdf", None)
    with pytest.raises(PdfReadError), exports.printout("lipa", "job-1", "wydruk.pdf") as printout:
        printout.add(b"no PDF")

    assert names_in(s3, bucket) == []


def test_a_link_saves_the_file_under_a_name_that_people_read(exports):
    with urlopen(exports.link(a_month(exports))) as answer:
        assert answer.headers["Content-Disposition"] == 'attachment; filename="ksiegowosc-2026-11.zip"'
        assert answer.read()[:2] == b"PK"


def test_a_link_works_for_some_minutes_at_the_regional_host(monkeypatch):
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    client = boto3.client("s3", region_name="eu-central-1", config=S3_CONFIG)
    link = urlsplit(S3Exports(client, "books-reports-1").link("exports/lipa/job-1/wydruk.pdf"))

    assert link.netloc == "books-reports-1.s3.eu-central-1.amazonaws.com"
    assert parse_qs(link.query)["X-Amz-Expires"] == ["300"]


def rendered(number: str, *names: str, **changes) -> bytes:
    return render(an_issued(number, lines=tuple(a_line(name) for name in names), **changes))


def merged(*contents: bytes) -> bytes:
    pdf, there = MergedPdf("wydruk.pdf"), io.BytesIO()
    for content in contents:
        pdf.add(content)
    pdf.write(there)
    return there.getvalue()


def test_a_print_is_one_pdf_of_all_pages_in_their_order(exports, s3, bucket):
    with exports.printout("lipa", "job-1", "wydruk.pdf") as printout:
        printout.add(rendered("AL 2/11/2026", "Łódka żaglowa"))
        printout.add(rendered("AL 1/11/2026", *(f"Towar {n}" for n in range(60))))
    content = stored(s3, bucket, printout.key)
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]

    assert printout.key == "exports/lipa/job-1/wydruk.pdf"
    assert s3.head_object(Bucket=bucket, Key=printout.key)["ContentType"] == "application/pdf"
    assert "AL 2/11/2026" in texts[0]
    assert "Łódka żaglowa" in texts[0]
    assert len(texts) > 2
    assert all("AL 1/11/2026" in text or "Towar" in text for text in texts[1:])


def test_pages_say_what_they_said_before():
    documents = [rendered("AL 1/11/2026", "Zażółć gęślą jaźń"), rendered("PS 1/11/2026", "Książka", kind=Kind.RECEIPT)]
    before = [page.extract_text() for content in documents for page in PdfReader(io.BytesIO(content)).pages]

    assert [page.extract_text() for page in PdfReader(io.BytesIO(merged(*documents))).pages] == before


def test_fonts_are_kept_once_however_many_documents_embed_them():
    """So that the print of a thousand documents fits in memory, and the printer's."""
    document = rendered("AL 1/11/2026", "Kubek")
    one, many = merged(document), merged(*(rendered(f"AL {n}/11/2026", "Kubek") for n in range(40)))

    assert len(many) < len(one) + 40 * 5_000 < 40 * len(one)


def test_a_page_without_fonts_is_printed_too():
    blank, there = PdfWriter(), io.BytesIO()
    blank.add_blank_page(100, 200)
    blank.write(there)

    [page] = PdfReader(io.BytesIO(merged(there.getvalue()))).pages
    assert (page.mediabox.width, page.mediabox.height) == (100, 200)
