"""Each write is charged per started kilobyte: what is written often must stay small."""

import json
from dataclasses import replace

from invoicing.adapters.table import keys
from invoicing.adapters.table.documents import DynamoDbDocuments
from invoicing.adapters.table.drafts import DynamoDbDrafts
from invoicing.adapters.table.engine.codec import to_attributes, unpacked
from invoicing.adapters.table.engine.table import IS_NEW, Put
from invoicing.adapters.table.items import document_put, summary_put
from invoicing.adapters.table.mails import put_of
from invoicing.domain.basics.file_names import pdf_key
from invoicing.domain.documents.document import Message, Order
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.summary import Pdf, Row
from invoicing.domain.mails.attempt import after_event, queued
from invoicing.domain.mails.events import MailEvent, MailEventKind
from invoicing.domain.mails.templates import DEFAULT_MESSAGES
from invoicing.domain.sales.sale import Sale
from tests.bench.units import size_of
from tests.builders import COMPANY, NOW, a_draft, a_line, a_sale, stored
from tests.issued import as_issued

KILOBYTE = 1024
ID = "57f61763c16163c8764be811fcfcf3a5"
SELLER = "sklep-pod-lipa"


def size(put: Put) -> int:
    """Return the size of an item in bytes, with its key."""
    return size_of(to_attributes({**put.key._asdict(), **put.item}))


def issued_with_all_facts():
    """Return a typical company's document with its PDF, its mail and its import."""
    order = Order(id="06555096-4f1a-4a1d-93d2-000000000011", ordered_at=NOW, buyer_login="klient_01")
    draft = a_draft(id=ID, buyer=COMPANY, import_id="20261124-145743-ad4d2fe2", order=order)
    issued = as_issued(draft, 1234).stored
    key = pdf_key(SELLER, ID, "AL 1234/11/2026")
    summary = replace(
        issued.summary,
        pdf=Pdf(key=key, sha256="0123456789abcdef" * 4, size=61_373),
        email=replace(mail().email, at=NOW.replace(microsecond=123456)),
        fingerprints=("08df9a265b57903d",),
        drafted_by=Row("20261124-145743-ad4d2fe2", 1234),
    )
    return replace(issued, summary=summary, versions=(a_sale(),))


def mail():
    text = DEFAULT_MESSAGES[Kind.INVOICE]
    attempt = queued("issue", ID, to=str(COMPANY.email), message=text, at=NOW, kind=Kind.INVOICE)
    for kind in (MailEventKind.SEND, MailEventKind.DELIVERY):
        attempt = after_event(attempt, MailEvent(kind=kind, at=NOW, provider_id="0107019a-52d4-4c5b-000000"))
    return attempt


def test_a_typical_summary_and_a_typical_mail_take_one_unit_each():
    summary = issued_with_all_facts().summary
    assert size(summary_put(SELLER, summary, IS_NEW)) < KILOBYTE
    assert size(put_of(SELLER, mail(), IS_NEW)) < KILOBYTE


def test_what_a_stored_summary_omits_is_restored(table):
    whole = issued_with_all_facts()
    DynamoDbDrafts(table).add(SELLER, [whole])

    assert DynamoDbDocuments(table).get(SELLER, ID) == whole
    assert DynamoDbDrafts(table).known(SELLER, [ID])[ID].summary == whole.summary


def test_facts_that_differ_from_the_rule_are_stored_as_they_are(table):
    whole = issued_with_all_facts()
    odd = replace(whole.summary, pdf=Pdf(key="elsewhere/a.pdf", sha256="0", size=1), refreshed_by=Row("later", 3))
    DynamoDbDrafts(table).add(SELLER, [replace(whole, summary=odd)])

    assert DynamoDbDocuments(table).get(SELLER, ID).summary == odd


def test_items_that_were_written_before_are_read(table):
    """Older items omitted nothing, and held the sale's versions as text."""
    whole = issued_with_all_facts()
    document = document_put(SELLER, whole, IS_NEW)
    text = json.dumps([{"position": 1, "order_id": "o", "buyer": {"name": "Jan"}, "lines": []}])
    table.put(Put(document.key, {**document.item, "versions": text}, IS_NEW))
    summary = summary_put(SELLER, whole.summary, IS_NEW)
    older = {"id": ID, "related": [], "is_edited": False, "drafted_by": {"import_id": "i", "position": 1}}
    table.put(Put(keys.summary(SELLER, ID), {**summary.item, **older}, IS_NEW))

    read = DynamoDbDocuments(table).get(SELLER, ID)
    assert [sale.order_id for sale in read.versions] == ["o"]
    assert read.summary == replace(whole.summary, drafted_by=Row("i", 1))


def test_sales_that_were_packed_once_can_always_be_unpacked():
    """These are the bytes of an item that was stored on the day when this test was written."""
    packed = bytes.fromhex(
        "78bb9612d2c28b464e8086282910ccd435c49210bd12f314bcf3cb817ecbce2433515a2496a71756669b259a6a279726191b"
        "261b1a19e14ca810adb892e9d1c623add940d72898ea9ba3265933035d43333344c20dc8afca4b3cda4244fa0571c15e87fa"
        "d8bb3429351b775236b4d4b3b4444dcf868686b0240d713e2d13b599aea1a1ae914988a19995b18195814114ed523944377a"
        "3a87790996cc51f928690e778a8685223459c3b864a76d009fa1f1d4"
    )
    assert unpacked(packed, tuple[Sale, ...]) == (a_sale(),)


def test_fields_with_a_meaning_are_stored_even_when_they_are_the_default():
    """A stored document must not change with a default."""
    draft = a_draft(lines=(a_line(),), notes="", message=Message(subject="s", body="b"))
    item = document_put(SELLER, stored(draft), IS_NEW).item["document"]
    assert {"currency", "paid", "sale_date_label", "margin_procedure"} <= set(item)
    assert not {"notes", "charges", "decisions"} & set(item)
    assert item["lines"][0]["unit"] == "szt."
    assert "is_delivery" not in item["lines"][0]
