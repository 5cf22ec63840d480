"""From an upload in the bucket to a mail in the mailbox, through the deployed template."""

import hashlib
import json
import re
import threading
import time
import urllib.request
from dataclasses import dataclass, field
from decimal import Decimal
from email import policy
from email.parser import BytesParser
from typing import Any

import boto3
import pytest
from pypdf import PdfReader

from infra.local import stack
from infra.local.demonstration import SAMPLE
from infra.local.http import Api
from tests.services.test_importing import a_file, an_order

pytestmark = pytest.mark.stack
WAIT_S = 90


def wait_for(ready, what: str) -> Any:
    """Poll until `ready` answers something."""
    deadline = time.monotonic() + WAIT_S
    while time.monotonic() < deadline:
        if (result := ready()) is not None:
            return result
        time.sleep(0.1)
    raise AssertionError(f"waited {WAIT_S} s for {what}")


@dataclass
class Shop:
    """A seller at the deployed stack."""

    outputs: dict[str, Any]
    user: str = "lipa"
    api: Api = field(init=False)

    def __post_init__(self):
        self.api = Api(self.outputs["api_url"], self.outputs["users"][self.user]["token"])

    def upload(self, content: bytes, name: str) -> dict[str, Any]:
        """Upload a file and return its finished import."""
        known = {item["import_id"] for item in self.api.call("GET", "/imports?limit=200").body["items"]}
        key = f"uploads/{self.user}/{name}"
        boto3.client("s3").put_object(Bucket=self.outputs["uploads_bucket"], Key=key, Body=content)

        def finished():
            items = self.api.call("GET", "/imports?limit=200").body["items"]
            new = [item for item in items if item["import_id"] not in known and item["finished_at"]]
            return self.api.call("GET", f"/imports/{new[0]['import_id']}").body if new else None

        return wait_for(finished, f"the import of {name}")

    def drafted(self, *orders: str, name: str) -> list[str]:
        """Import these orders and return the ids of their drafts."""
        return [row["document_id"] for row in self.upload(a_file(*orders), name)["transactions"]]

    def document(self, document_id: str) -> dict[str, Any]:
        return self.api.call("GET", f"/documents/{document_id}").body

    def delivered(self, document_id: str) -> dict[str, Any]:
        """Wait until a document's PDF and mail are done."""

        def done():
            document = self.document(document_id)
            is_done = document["pdf"] and document["email"]["status"] not in ("queued", "sending")
            return document if is_done else None

        return wait_for(done, f"the mail of {document_id}")

    def mails(self) -> list[dict[str, Any]]:
        with urllib.request.urlopen(f"{self.outputs['mailbox_url']}mails.json") as answer:
            return json.load(answer)

    def mail(self, mail_id: str):
        with urllib.request.urlopen(f"{self.outputs['mailbox_url']}mails/{mail_id}.eml") as answer:
            return BytesParser(policy=policy.default).parsebytes(answer.read())

    def pdf(self, key: str) -> bytes:
        return boto3.client("s3").get_object(Bucket=self.outputs["documents_bucket"], Key=key)["Body"].read()


@pytest.fixture(scope="module")
def outputs(aws):
    return stack.outputs(aws)


@pytest.fixture(scope="module")
def shop(outputs):
    return Shop(outputs)


def changed_sample() -> bytes:
    """Return an export that nobody saw before: other names, ids and amounts than the sample's."""
    text = SAMPLE.read_text().replace("Kowalski", "Gęślą-Jaźń").replace("Kubek ceramiczny", "Dzbanek gliniany")
    text = re.sub(r"<(OrderId|LineItemId)>([0-9a-f]{4})", r"<\1>ffff", text)
    return text.replace(">19.99<", ">21.49<").encode()


def texts_of(pdf: bytes) -> str:
    from io import BytesIO

    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


def squeezed(text: str) -> str:
    """Return a text without spaces and line breaks: where a PDF wraps is not the question."""
    return re.sub(r"\s+", "", text)


def test_an_export_becomes_drafts_numbers_pdfs_and_mails(shop):
    """The whole product once, on a file that is not the sample; F-33, F-70."""
    content = changed_sample()
    report = shop.upload(content, "październik 11+12.xml")
    rows = report["transactions"]
    drafted = [row for row in rows if row["outcome"] == "drafted"]
    assert len(drafted) == len(re.findall("<order>", content.decode())) - content.count(b"CANCELLED") == 13

    ready = [row for row in drafted if not row["problems"]]
    before = {mail["id"] for mail in shop.mails()}
    numbers = []
    for row in ready:
        answer = shop.api.call("POST", f"/documents/{row['document_id']}/issue", {})
        assert answer.status == 200, answer.body
        numbers.append(answer.body["number"])
    assert len(set(numbers)) == len(ready)

    for row in ready:
        document = shop.delivered(row["document_id"])
        assert document["totals"]["gross"] == document["order"]["paid"] == row["paid"]
        pdf = shop.pdf(document["pdf"]["key"])
        assert hashlib.sha256(pdf).hexdigest() == document["pdf"]["sha256"]
        printed = squeezed(texts_of(pdf))
        for line in document["lines"]:
            assert squeezed(line["name"]) in printed
        assert squeezed(document["buyer"]["name"]) in printed
        assert document["email"]["status"] == "accepted"

    mails = {mail["subject"]: mail for mail in shop.mails() if mail["id"] not in before}
    for row in ready:
        document = shop.document(row["document_id"])
        message = shop.mail(mails[f"Faktura {document['number']} do zamówienia {document['order']['id']}"]["id"])
        [attachment] = message.iter_attachments()
        assert message["To"] == document["buyer"]["email"]
        assert hashlib.sha256(attachment.get_content()).hexdigest() == document["pdf"]["sha256"]
        assert attachment.get_filename() == document["pdf"]["key"].rpartition("/")[2]

    again = shop.upload(content, "jeszcze raz.xml")
    assert again["counts"]["drafted"] == 0
    assert again["counts"]["already_issued"] == len(ready)
    assert again["counts"]["already_drafted"] == len(drafted) - len(ready)


def test_fifty_drafts_issued_from_fifty_threads_get_fifty_consecutive_numbers(shop):
    """F-01, F-06: no repeat, no gap, no conflict that a caller sees."""
    ids = shop.drafted(*(an_order(f"race-{n}") for n in range(50)), name="race.xml")
    numbers: list[str] = []

    def issue(document_id):
        answer = shop.api.call("POST", f"/documents/{document_id}/issue", {"send_email": False})
        assert answer.status == 200, answer.body
        numbers.append(answer.body["number"])

    threads = [threading.Thread(target=issue, args=(document_id,)) for document_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    ordinals = sorted(int(re.fullmatch(r"AL (\d+)/\d\d/\d{4}", number).group(1)) for number in numbers)
    assert ordinals == list(range(ordinals[0], ordinals[0] + 50))


def test_issuing_the_same_draft_from_ten_threads_gives_one_number(shop):
    [document_id] = shop.drafted(an_order("once-1"), name="once.xml")
    answers = []

    def issue():
        answers.append(shop.api.call("POST", f"/documents/{document_id}/issue", {"send_email": False}))

    threads = [threading.Thread(target=issue) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {answer.status for answer in answers} == {200}
    assert len({answer.body["number"] for answer in answers}) == 1


def test_who_has_no_token_or_another_seller_s_sees_nothing(shop, outputs):
    [document_id] = shop.drafted(an_order("secret-1"), name="secret.xml")
    stranger, neighbour = Api(outputs["api_url"]), Shop(outputs, "sowa").api
    forged = Api(outputs["api_url"], shop.api.token[:-6] + "AAAAAA")

    for method, path in [("GET", ""), ("PATCH", ""), ("POST", "/issue"), ("GET", "/pdf"), ("POST", "/email")]:
        body = {} if method != "GET" else None
        assert stranger.call(method, f"/documents/{document_id}{path}", body).status == 401
        assert forged.call(method, f"/documents/{document_id}{path}", body).status == 401
        answer = neighbour.call(method, f"/documents/{document_id}{path}", body, If_Match='"1"')
        assert (answer.status, answer.body["code"]) == (404, "not_found")
    assert neighbour.call("GET", "/documents").body["items"] == []


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

    assert codes == {"encje.xml": "xml_dtd", "pusty.xml": "empty_file", "zdjecie.xml": "not_xml"}
    assert [row["outcome"] for row in mixed["transactions"]] == ["drafted", "rejected", "drafted"]
    assert "Quantity" in mixed["transactions"][1]["reasons"][0]


def test_the_mailbox_page_lists_and_opens_mails(shop, outputs):
    [document_id] = shop.drafted(an_order("page-1"), name="page.xml")
    shop.api.call("PATCH", f"/documents/{document_id}", {"buyer": buyer("a@example.com")}, If_Match='"1"')
    shop.api.call("POST", f"/documents/{document_id}/issue", {})
    document = shop.delivered(document_id)
    mail = next(mail for mail in shop.mails() if document["number"] in mail["subject"])

    page = read(f"{outputs['mailbox_url']}mails/{mail['id']}").decode()
    assert document["number"] in page
    assert (
        hashlib.sha256(read(f"{outputs['mailbox_url']}mails/{mail['id']}/0")).hexdigest() == document["pdf"]["sha256"]
    )
    assert document["number"] in read(outputs["mailbox_url"]).decode()


def buyer(email: str) -> dict[str, Any]:
    return {"name": "Jan Kowalski", "email": email, "address": {"street": "ul. Łąkowa 5", "city": "Łódź"}}


def read(url: str) -> bytes:
    with urllib.request.urlopen(url) as answer:
        return answer.read()
