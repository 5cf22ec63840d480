"""What must not be in logs is not there: a whole life of a sale with telling names, and every log line read."""

import boto3
import pytest

from tests.stack.shop import wait_for
from tests.xml_orders import an_order

pytestmark = pytest.mark.stack
NAME, STREET, EMAIL, LOGIN, NIP = (
    "Wścibska-Żyła",
    "ul. Tajemnicza 7",
    "tajna.zyla@example.com",
    "tajny_login",
    "5252674798",
)
SECRETS = (NAME, "Wscibska", "Tajemnicz", "tajna.zyla", LOGIN, NIP, "Kubek „Żółć”", "sekretny plik", "Treść poufna")
BUYER = {
    "name": NAME,
    "is_company": True,
    "nip": NIP,
    "email": EMAIL,
    "address": {"street": STREET, "postcode": "60-166", "city": "Poznań"},
}


def lines(logs) -> list[str]:
    """Return all log lines of all functions."""
    found = []
    for group in logs.describe_log_groups()["logGroups"]:
        for page in logs.get_paginator("filter_log_events").paginate(logGroupName=group["logGroupName"]):
            found += [event["message"] for event in page["events"]]
    return found


@pytest.fixture(scope="module")
def lived(shop):
    """Live through everything that handles names: good requests, refused ones, a broken file, a bounced mail."""
    order = (
        an_order("logs-1")
        .replace("Bożena Żółć", NAME)
        .replace("<BuyerAddress>", f"<BuyerLogin>{LOGIN}</BuyerLogin><BuyerAddress>")
    )
    [row] = shop.upload_orders(order, name="sekretny plik.xml")["transactions"]
    document = f"/documents/{row['document_id']}"
    shop.upload(order.encode()[:200] + NAME.encode(), name="sekretny plik zepsuty.xml")
    api = shop.api
    api.call("PATCH", document, {"buyer": BUYER}, If_Match='"1"')
    api.call("PATCH", document, {"buyer": {**BUYER, "nip": NAME, "wrong": EMAIL}}, If_Match='"2"')
    api.call("PATCH", document, {"buyer": BUYER}, If_Match='"1"')
    api.call("GET", f"/documents?q={LOGIN}")
    api.call("GET", f"/documents/{NIP}")
    for problem in shop.document(row["document_id"])["problems"]:
        if problem["severity"] == "waits":
            api.call("POST", f"{document}/resolve", {"code": problem["code"], "choice": "confirm"})
    message = {"subject": f"Do: {NAME}", "body": "Treść poufna [[[nabywca]]]"}
    api.call("POST", "/messages/preview", {"document_id": row["document_id"], "message": message})
    assert api.call("POST", f"{document}/issue", {"message": message}).status == 200
    shop.delivered(row["document_id"])
    api.call("POST", f"{document}/email", {"to": "bounce+tajna.zyla@simulator.amazonses.com"})
    api.call("POST", f"{document}/email", {"to": f"żle {EMAIL}"})
    wait_for(lambda: shop.document(row["document_id"])["email"]["status"] == "bounced" or None, "the bounce")
    return row["document_id"]


def test_no_log_line_tells_who_bought_what(lived):
    """Names, addresses, NIPs, e-mails, logins, goods, file names and texts stay out of all logs."""
    read = lines(boto3.client("logs"))
    assert any(lived in line for line in read), "the document's id is there, so that it can be followed"
    telling = [line for line in read for secret in SECRETS if secret.lower() in line.lower()]
    assert telling == []


def test_every_function_that_ran_says_so_under_its_request():
    read = lines(boto3.client("logs"))
    assert sum('"level":"INFO"' in line for line in read) > 20
