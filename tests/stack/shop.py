"""A seller at the deployed stack, as tests use it."""

import json
import time
import urllib.request
from dataclasses import dataclass, field
from email import policy
from email.parser import BytesParser
from typing import Any

import boto3

from infra.local.http import Api
from tests.xml_orders import a_file

WAIT_S = 300
"""Longer than any machine takes: what never comes fails late, what comes late does not fail."""
ON_THEIR_WAY = ("queued", "sending", "accepted")
"""Mails of which SES has not told yet what became of them."""


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
        return [row["document_id"] for row in self.upload_orders(*orders, name=name)["transactions"]]

    def upload_orders(self, *orders: str, name: str) -> dict[str, Any]:
        """Import these orders and return the finished import."""
        return self.upload(a_file(*orders), name)

    def document(self, document_id: str) -> dict[str, Any]:
        return self.api.call("GET", f"/documents/{document_id}").body

    def delivered(self, document_id: str) -> dict[str, Any]:
        """Wait until a document's PDF is there and SES has told what became of its mail."""

        def done():
            document = self.document(document_id)
            is_done = document["pdf"] and document["email"]["status"] not in ON_THEIR_WAY
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


def buyer(email: str) -> dict[str, Any]:
    return {"name": "Jan Kowalski", "email": email, "address": {"street": "ul. Łąkowa 5", "city": "Łódź"}}


def read(url: str) -> bytes:
    with urllib.request.urlopen(url) as answer:
        return answer.read()
