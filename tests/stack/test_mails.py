"""Mails through the deployed stack: SES's events drive what a seller reads of each."""

import pytest

from tests.stack.shop import buyer, wait_for
from tests.xml_orders import an_order

pytestmark = pytest.mark.stack
SIMULATOR = "simulator.amazonses.com"


@pytest.fixture(scope="module")
def document_id(shop):
    """Return an issued document whose buyer has an ordinary address."""
    [draft] = shop.drafted(an_order("mail-1"), name="mail.xml")
    shop.api.call("PATCH", f"/documents/{draft}", {"buyer": buyer("jan@example.com")}, If_Match='"1"')
    assert shop.api.call("POST", f"/documents/{draft}/issue", {}).status == 200
    assert shop.delivered(draft)["email"]["status"] == "delivered"
    return draft


def sent(shop, document_id, to):
    """Send the document to an address and return what became of the mail."""
    asked = shop.api.call("POST", f"/documents/{document_id}/email", {"to": to})
    assert asked.status == 202, asked.body

    def told():
        items = shop.api.call("GET", f"/documents/{document_id}/emails").body["items"]
        [mail] = [item for item in items if item["id"] == asked.body["id"]]
        return mail if mail["status"] not in ("queued", "sending", "accepted", "delivered") else None

    return wait_for(told, f"the events of the mail to {to}")


@pytest.mark.parametrize(
    ("scene", "status", "text"),
    [
        ("bounce", "bounced", "Odrzucony: smtp; 550 5.1.1 user unknown"),
        ("complaint", "complained", "Odbiorca oznaczył jako spam: abuse"),
        ("suppressionlist", "suppressed", "Adres na liście zablokowanych: smtp; 550 5.1.1 user unknown"),
    ],
)
def test_ses_s_simulator_drives_each_end_of_a_mail(shop, document_id, scene, status, text):
    """F-46."""
    mail = sent(shop, document_id, f"{scene}@{SIMULATOR}")
    assert (mail["status"], mail["text"]) == (status, text)
    assert mail["way_out"]

    found = shop.api.call("GET", f"/documents?email_status={status}").body["items"]
    assert document_id in {row["id"] for row in found}


def test_many_are_mailed_by_a_job_of_the_machine(shop):
    ids = shop.drafted(*(an_order(f"bulk-mail-{n}") for n in range(3)), name="bulk-mail.xml")
    for draft in ids:
        masked = {"buyer": buyer(f"{draft[:10]}+0@allegromail.pl")}
        shop.api.call("PATCH", f"/documents/{draft}", masked, If_Match='"1"')
        assert shop.api.call("POST", f"/documents/{draft}/issue", {"send_email": False}).status == 200
        wait_for(lambda draft=draft: shop.document(draft)["pdf"], "the PDF")

    job_id = shop.api.call("POST", "/documents/email", {"ids": ids}).body["job_id"]

    def done():
        job = shop.api.call("GET", f"/jobs/{job_id}").body
        return job if job["status"] in ("done", "failed") else None

    told = wait_for(done, "the job")
    assert [outcome["outcome"] for outcome in told["outcomes"]] == ["queued"] * 3, told
    for draft in ids:
        assert shop.delivered(draft)["email"]["status"] == "withheld"
        [mail] = shop.api.call("GET", f"/documents/{draft}/emails").body["items"]
        assert mail["why_text"].startswith("zbiorczo (")
