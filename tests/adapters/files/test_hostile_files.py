"""Malicious files: each is refused by its kind, in a tenth of a second and in little memory (F-30)."""

import gzip
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from infra.local.bootstrap import ROOT
from invoicing.adapters.allegro import open_sales
from invoicing.adapters.files import limits
from invoicing.domain.basics.errors import UnreadableFileError
from invoicing.domain.sales.sale import Rejected, Sale
from tests.allegro_files import as_csv, as_json, many_orders, slim_xml
from tests.pace import is_at_once

MB = 1024 * 1024
RUNS = 5
"""The fastest run counts, since the machine may be busy with something else."""

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
LINE = b"<lineItem><Name>K</Name><Quantity>1</Quantity><Price>1</Price></lineItem>"
ORDER = b"<order><OrderId>o-1</OrderId>" + LINE + b"</order>"
START = HEAD + b"<orders>" + ORDER
END = b"</orders>"
CSV = b"Type,OrderId\n"


def laughs() -> bytes:
    """Return a document that expands to 10^9 times its entity."""
    entities = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10 if n else b"ha") for n in range(10))
    return HEAD + b"<!DOCTYPE l [" + entities + b"]><orders>&a9;</orders>"


def many(pattern: bytes, count: int) -> bytes:
    """Return `count` numbered copies of a pattern."""
    return b"".join(pattern % number for number in range(count))


X = b"x" * 49 * MB
ENTITY = b'<!DOCTYPE a [<!ENTITY x "y">]>'
Attack = tuple[Callable[[], bytes], str]

XML_ATTACKS: dict[str, Attack] = {
    "billion laughs": (laughs, "xml_dtd"),
    "quadratic entity": (
        lambda: HEAD + b'<!DOCTYPE l [<!ENTITY a "' + X[:50_000] + b'">]><orders>' + b"&a;" * 50_000 + END,
        "xml_dtd",
    ),
    "one small entity": (lambda: HEAD + ENTITY + b"<orders>&x;</orders>", "xml_dtd"),
    "entity in a file": (
        lambda: HEAD + b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><orders>&x;</orders>',
        "xml_dtd",
    ),
    "parameter entity": (
        lambda: HEAD + b'<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><orders/>',
        "xml_dtd",
    ),
    "outer DTD": (lambda: HEAD + b'<!DOCTYPE a SYSTEM "http://169.254.169.254/">' + ORDER, "xml_dtd"),
    "DTD alone": (lambda: HEAD + b"<!DOCTYPE orders>" + ORDER, "xml_dtd"),
    "DTD in UTF-16": (lambda: (ENTITY + b"<orders>&x;</orders>").decode().encode("utf-16"), "xml_dtd"),
    "DTD after a comment": (lambda: HEAD + b"<!--" + X[:60_000] + b"-->" + ENTITY + b"<orders>&x;</orders>", "xml_dtd"),
    "DTD after many comments": (
        lambda: HEAD + b"<!-- x -->" * 20_000 + ENTITY + b"<orders>&x;</orders>",
        "record_too_large",
    ),
    "DTD after the start": (lambda: START + ENTITY + END, "not_xml"),
    "undefined entity": (lambda: START + b"&x;" + END, "not_xml"),
    "null character": (lambda: START + b"<a>&#0;</a>" + END, "not_xml"),
    "half a character": (lambda: START + b"<a>&#xD800;</a>" + END, "not_xml"),
    "control character": (lambda: START + b"<a>\x01</a>" + END, "not_xml"),
    "null byte": (lambda: START + b"<a>\x00</a>" + END, "binary_file"),
    "overlong UTF-8": (lambda: START + b"<a>\xc0\xbc</a>" + END, "encoding_unknown"),
    "invalid UTF-8": (lambda: START + b"<a>\xff\xfe\xfd</a>" + END, "encoding_unknown"),
    "UTF-16 without a mark": (lambda: START.decode().encode("utf-16-le"), "binary_file"),
    "deep before a sale": (lambda: HEAD + b"<a>" * 5_000_000, "too_deep"),
    "deep and closed": (lambda: HEAD + b"<a>" * 100_000 + b"</a>" * 100_000, "too_deep"),
    "deep in a sale": (lambda: START + b"<order>" + b"<a>" * 40 + b"</a>" * 40 + b"</order>" + END, "too_deep"),
    "deep beside sales": (lambda: START + b"<a>" * 40 + b"</a>" * 40 + ORDER * 2 + END, "too_deep"),
    "huge attribute": (lambda: START + b'<order a="' + X + b'"/>' + END, "record_too_large"),
    "huge attribute of the root": (lambda: HEAD + b'<orders a="' + X + b'"/>', "record_too_large"),
    "huge comment": (lambda: START + b"<!--" + X + b"-->" + END, "record_too_large"),
    "huge comment first": (lambda: HEAD + b"<!--" + X + b"-->" + END, "record_too_large"),
    "huge instruction": (lambda: START + b"<?p " + X + b"?>" + END, "record_too_large"),
    "huge name": (lambda: START + b"<" + X[: 10 * MB] + b"/>" + END, "record_too_large"),
    "huge text": (lambda: START + b"<order><OrderId>" + X + b"</OrderId></order>" + END, "record_too_large"),
    "huge section": (lambda: START + b"<order><a><![CDATA[" + X + b"]]></a></order>" + END, "record_too_large"),
    "huge blank": (lambda: START + b" " * 49 * MB + END, "record_too_large"),
    "attributes of a sale": (lambda: START + b"<order" + many(b' a%d="1"', 20_000) + b"/>" + END, "too_many_fields"),
    "attributes beside sales": (
        lambda: START + b"<x" + many(b' a%d="1"', 20_000) + b"/>" + ORDER * 2 + END,
        "too_many_fields",
    ),
    "namespaces": (
        lambda: HEAD + b"<orders" + many(b' xmlns:a%d="u"', 20_000) + b">" + ORDER + END,
        "record_too_large",
    ),
    "names": (lambda: START + many(b"<a%d/>", 40_000) + ORDER * 2 + END, "too_many_fields"),
    "names in a sale": (
        lambda: START + b"<order>" + many(b"<a%d/>", 40_000) + b"</order>" + END,
        "too_many_fields",
    ),
    "one attribute twice": (lambda: START + b'<a b="1" b="2"/>' + END, "not_xml"),
    "something after the end": (lambda: START + END + b"x", "not_xml"),
    "cut off": (lambda: START, "not_xml"),
    "unbound prefix": (lambda: START + b"<a:b/>" + END, "not_xml"),
    "inclusion": (
        lambda: HEAD + b'<o xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd"/></o>',
        "unknown_file",
    ),
}

CSV_ATTACKS: dict[str, Attack] = {
    "huge cell": (lambda: CSV + b'order,"' + X + b'"\n', "record_too_large"),
    "huge row": (lambda: CSV + b"order," + X + b"\n", "record_too_large"),
    "huge header": (lambda: b"Type," + X, "record_too_large"),
    "long cell": (lambda: CSV + b'order,"' + X[:200_000] + b'"\n', "csv_broken"),
    "many columns": (lambda: b"Type," + b"a," * 400_000 + b"\n", "too_many_fields"),
    "many columns in a row": (lambda: CSV + b"order" + b",a" * 400_000 + b"\n", "too_many_fields"),
    "open quote over many lines": (lambda: CSV + b'order,"' + b"x\n" * 400_000, "csv_broken"),
    "null byte": (lambda: CSV + b"order,\x00\n", "binary_file"),
    "many rows of no kind": (lambda: CSV + b'"\n' * 20_000, "unknown_file"),
    "blank lines": (lambda: b"\n" * 10 * MB, "empty_file"),
    "commas": (lambda: b"," * 900_000, "too_many_fields"),
}

JSON_ATTACKS: dict[str, Attack] = {
    "deep list": (lambda: b"[" * 10 * MB, "too_deep"),
    "deep object": (lambda: b'{"checkoutForms":[' + b'{"a":' * 100_000, "too_deep"),
    "deep sale": (lambda: b'[{"id":"a","x":' + b'{"a":' * 40 + b"1" + b"}" * 41 + b"]", "too_deep"),
    "huge text": (lambda: b'[{"id":"' + X + b'"}]', "record_too_large"),
    "huge number": (lambda: b'[{"id":' + b"1" * 49 * MB + b"}]", "record_too_large"),
    "backslashes": (lambda: b'[{"id":"' + b"\\" * 49 * MB, "record_too_large"),
    "one name many times": (lambda: b"[{" + b'"id":1,' * 50_000 + b'"id":2}]', "not_json"),
    "many names": (lambda: b'[{"id":1' + many(b',"k%d":1', 20_000) + b"}]", "too_many_fields"),
    "many names around": (lambda: b'{"id":1' + many(b',"k%d":1', 400_000) + b"}", "record_too_large"),
    "not a number": (lambda: b'[{"id":"a","lineItems":[{"quantity":NaN}]}]', "not_json"),
    "infinity": (lambda: b'[{"id":Infinity}]', "not_json"),
    "many numbers": (lambda: b"[" + b"1," * 20 * MB + b"1]", "unknown_file"),
}

OTHER_FILES: dict[str, Attack] = {
    "empty": (lambda: b"", "empty_file"),
    "blank": (lambda: b" \r\n\t\n", "empty_file"),
    "a mark alone": (lambda: b"\xef\xbb\xbf", "empty_file"),
    "a mark of UTF-16 alone": (lambda: b"\xff\xfe", "empty_file"),
    "very blank": (lambda: b" " * 49 * MB, "empty_file"),
    "workbook": (lambda: b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml", "spreadsheet_file"),
    "open document": (lambda: b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument", "spreadsheet_file"),
    "old workbook": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "spreadsheet_file"),
    "zip": (lambda: b"PK\x03\x04\x14\x00\x00\x00sprzedaz.xml", "archive_file"),
    "gzip": (lambda: gzip.compress(START + END), "archive_file"),
    "gzip bomb": (lambda: gzip.compress(b"\0" * 20 * MB), "archive_file"),
    "rar": (lambda: b"Rar!\x1a\x07\x01\x00", "archive_file"),
    "pdf": (lambda: b"%PDF-1.7\n", "pdf_file"),
    "png": (lambda: b"\x89PNG\r\n\x1a\n", "image_file"),
    "jpeg": (lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF", "image_file"),
    "page": (lambda: b"<!doctype html>\n<html><body>Zaloguj</body></html>", "html_page"),
    "program": (lambda: b"\x7fELF\x02\x01\x01" + b"\0" * 100, "binary_file"),
    "too large": (lambda: b"<" * (limits.FILE_BYTES + 1), "file_too_large"),
}
ATTACKS = {
    f"{kind}: {name}": attack
    for kind, attacks in (("xml", XML_ATTACKS), ("csv", CSV_ATTACKS), ("json", JSON_ATTACKS), ("file", OTHER_FILES))
    for name, attack in attacks.items()
}


def refused(content: bytes) -> tuple[UnreadableFileError, float]:
    """Return the refusal of a file, and the CPU seconds that it takes."""
    start = time.process_time()
    with pytest.raises(UnreadableFileError) as refusal:
        for _ in open_sales(BytesIO(content)).sales():
            pass
    return refusal.value, time.process_time() - start


@pytest.mark.parametrize("name", ATTACKS)
def test_a_hostile_file_is_refused_in_time_by_its_kind(name):
    make, code = ATTACKS[name]
    content = make()
    for _ in range(RUNS):
        refusal, seconds = refused(content)
        if is_in_time := is_at_once(seconds):
            break

    assert refusal.code == code
    assert is_in_time, seconds
    assert refusal.detail.endswith(".")


def test_a_sale_before_the_attack_is_yielded():
    make, _ = XML_ATTACKS["huge text"]
    sales = open_sales(BytesIO(make())).sales()

    assert isinstance(next(sales), Sale)
    with pytest.raises(UnreadableFileError):
        next(sales)


def test_transactions_are_read_up_to_the_limit(monkeypatch):
    monkeypatch.setattr(limits, "TRANSACTIONS", 20)
    for content in (as_csv(list(many_orders(21))), as_json(many_orders(21)), b"".join(slim_xml(21))):
        refusal, _ = refused(content)
        assert refusal.code == "too_many_transactions"
    assert len(list(open_sales(BytesIO(b"".join(slim_xml(20)))).sales())) == 20


def test_only_a_sale_with_more_lines_than_the_limit_is_rejected():
    [many, one] = open_sales(BytesIO(START.replace(LINE, LINE * (limits.LINES + 1)) + ORDER + END)).sales()
    assert isinstance(many, Rejected)
    assert many.code == "record_broken"
    assert isinstance(one, Sale)


def test_a_sale_with_as_many_lines_as_the_limit_is_read():
    [sale] = open_sales(BytesIO(START.replace(LINE, LINE * limits.LINES) + END)).sales()
    assert isinstance(sale, Sale)
    assert len(sale.lines) == limits.LINES


def test_nothing_is_fetched_for_a_reference(monkeypatch):
    def no_network(*_args: object) -> None:
        raise AssertionError

    monkeypatch.setattr("socket.socket.connect", no_network)
    for name in ("outer DTD", "inclusion", "entity in a file", "parameter entity"):
        refused(XML_ATTACKS[name][0]())


READER = """
import sys
from invoicing.adapters.allegro import open_sales
from invoicing.domain.basics.errors import UnreadableFileError
with open(sys.argv[1], "rb") as file:
    try:
        count = sum(1 for _ in open_sales(file).sales())
    except UnreadableFileError:
        count = 0
with open("/proc/self/status") as status:
    print(count, next(line.split()[1] for line in status if line.startswith("VmHWM")))
"""
only_with_proc = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
GROWTH_KB = 2 * 1024
HOSTILE_KB = 40 * 1024


def peak(content: bytes, folder: Path) -> tuple[int, int]:
    """Read a file in a separate process; return the number of sales and its peak memory in kB."""
    file = folder / "sales"
    file.write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", READER, file],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT / "layers" / "invoicing")},
    )
    count, kilobytes = done.stdout.split()
    return int(count), int(kilobytes)


@only_with_proc
@pytest.mark.parametrize(
    "write",
    [
        lambda count: b"".join(slim_xml(count)),
        lambda count: as_csv(list(many_orders(count, lines=1))),
        lambda count: as_json(many_orders(count, lines=1)),
    ],
)
def test_memory_does_not_grow_with_the_number_of_sales(write, tmp_path):
    few, small = peak(write(500), tmp_path)
    many, large = peak(write(10_000), tmp_path)

    assert (few, many) == (500, 10_000)
    assert large - small <= GROWTH_KB


@only_with_proc
@pytest.mark.parametrize(
    "make",
    [
        lambda: START + (many(b"<a%d/>", 40_000) + ORDER) * 20,
        lambda: START + b"<order><a>" + X,
        lambda: b'{"checkoutForms":[' + b",".join([b'{"id":"' + X[:900_000] + b'"}'] * 30) + b"]}",
        lambda: CSV + b'order,"' + b"x\n" * 10 * MB,
    ],
)
def test_memory_does_not_grow_with_hostile_files(make, tmp_path):
    _, small = peak(START + END, tmp_path)
    _, large = peak(make(), tmp_path)
    assert large - small <= HOSTILE_KB
