"""Files on their way into drafts, through the deployed template."""

import urllib.request
from decimal import Decimal
from typing import Any

import boto3
import pytest

from tests.stack.shop import Shop, wait_for
from tests.xml_orders import a_file, an_order

pytestmark = pytest.mark.stack


def test_a_granted_upload_takes_its_choices_and_an_exempt_seller_sells_exempt(outputs):
    owl = Shop(outputs, "sowa")
    grant = owl.api.call("POST", "/imports", {"message": {"subject": "[[[numer]]]", "body": "Dzień dobry"}}).body
    post(grant["upload"], a_file(an_order("granted-1")))

    def finished():
        report = owl.api.call("GET", f"/imports/{grant['import_id']}").body
        return report if report["finished_at"] else None

    report = wait_for(finished, "the granted import")
    draft = owl.document(report["transactions"][0]["document_id"])
    issued = owl.api.call("POST", f"/documents/{draft['id']}/issue", {}).body

    assert draft["lines"][0]["vat_rate"] == "zw"
    assert draft["message"]["subject"] == "[[[numer]]]"
    assert issued["annotations"] == ["Zwolnienie z VAT: art. 113 ust. 1 ustawy o VAT"]
    assert Decimal(issued["totals"]["vat"]) == 0


def post(grant: dict[str, Any], content: bytes) -> None:
    """Send a form as a browser would."""
    boundary = "form-boundary"
    fields = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in grant["fields"].items()
    )
    file = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.xml"\r\n\r\n'
    body = fields.encode() + file.encode() + content + f"\r\n--{boundary}--\r\n".encode()
    request = urllib.request.Request(grant["url"], data=body, method="POST")
    request.add_header("Content-Type", f"multipart/form-data; boundary={boundary}")
    with urllib.request.urlopen(request) as answer:
        assert answer.status in (200, 201, 204)


def test_a_file_that_cannot_be_read_is_reported_with_its_reason(shop):
    failures = {
        "encje.xml": b'<!DOCTYPE a [<!ENTITY x "y">]><orders>&x;</orders>',
        "pusty.xml": b"",
        "zdjecie.xml": b"\xff\xd8\xff\xe0JFIF",
    }
    codes = {name: shop.upload(content, name)["error"]["code"] for name, content in failures.items()}
    mixed = shop.upload(a_file(an_order("ok-1"), an_order("ok-2", quantity="x"), an_order("ok-3")), "mieszany.xml")

    assert codes == {"encje.xml": "xml_dtd", "pusty.xml": "empty_file", "zdjecie.xml": "image_file"}
    assert [row["outcome"] for row in mixed["transactions"]] == ["drafted", "rejected", "drafted"]
    assert "Quantity" in mixed["transactions"][1]["reasons"][0]


def test_files_overwritten_under_one_name_before_they_are_read_are_all_read(shop):
    """Bucket events may come late; each is about its own version."""
    s3, bucket = boto3.client("s3"), shop.outputs["uploads_bucket"]
    for number in range(3):
        s3.put_object(Bucket=bucket, Key="uploads/lipa/nadpisany.xml", Body=a_file(an_order(f"over-{number}")))

    def all_drafted():
        rows = shop.api.call("GET", "/documents?status=draft&limit=200").body["items"]
        found = {row["order_id"] for row in rows} & {f"over-{number}" for number in range(3)}
        return found if len(found) == 3 else None

    wait_for(all_drafted, "three versions of a file")


def test_a_rate_set_once_is_kept_for_the_offer_and_applied_to_what_waits(shop):
    """VAT memory: the seller is asked once per offer."""
    first, second = shop.drafted(an_order("memory-1", offer="777"), an_order("memory-2", offer="777"), name="m.xml")
    rules = {"777": {"vat_rate": "5", "gtu": "GTU_01"}, "apply_to_drafts": True}

    assert shop.api.call("PUT", "/vat-rules", rules).status == 200
    [third] = shop.drafted(an_order("memory-3", offer="777"), name="m3.xml")

    assert shop.api.call("GET", "/vat-rules").body["777"]["vat_rate"] == "5"
    for document_id in (first, second, third):
        [line] = shop.document(document_id)["lines"]
        assert (line["vat_rate"], line["vat_rate_source"], line["gtu"]) == ("5", "memory", "GTU_01")
