"""From an upload in the bucket to a mail in the mailbox, through the deployed template."""

import hashlib
import re
import threading
from collections import defaultdict
from contextlib import suppress

import pytest
from pypdf import PdfReader

from infra.local.demonstration import SAMPLE
from infra.local.http import Api
from tests.stack.shop import Shop, buyer, read, wait_for
from tests.xml_orders import an_order

pytestmark = pytest.mark.stack


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
        assert document["email"]["status"] == "withheld", "Allegro attaches it to the order"
        link = shop.api.call("GET", f"/documents/{row['document_id']}/pdf")
        assert link.status == 302
        assert read(link.headers["location"]) == pdf

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
    """F-01, F-06: no repeat, no gap, no conflict that a caller sees; where the machine is too slow he comes again."""
    ids = shop.drafted(*(an_order(f"race-{n}") for n in range(50)), name="race.xml")
    numbers: list[str] = []

    def issue(document_id):
        def answered():
            with suppress(TimeoutError):
                answer = shop.api.call("POST", f"/documents/{document_id}/issue", {"send_email": False})
                return None if answer.body.get("code") == "try_later" else answer

        answer = wait_for(answered, "a number")
        assert answer.status == 200, answer.body
        numbers.append(answer.body["number"])

    threads = [threading.Thread(target=issue, args=(document_id,)) for document_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(numbers) == 50
    ordinals = defaultdict(list)  # by month: it may change meanwhile
    for number in numbers:
        [ordinal, month] = re.fullmatch(r"AL (\d+)/(\d\d/\d{4})", number).groups()
        ordinals[month].append(int(ordinal))
    for taken in ordinals.values():
        assert sorted(taken) == list(range(min(taken), min(taken) + len(taken)))


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
    assert document_id not in {row["id"] for row in neighbour.call("GET", "/documents?limit=200").body["items"]}


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
