"""The whole work without HTTP: sales in, the table of waiting drafts out, edited and back in, through the stack."""

import csv
import json
from io import StringIO
from typing import Any

import boto3
import pytest

from tests.stack.shop import wait_for
from tests.xml_orders import an_order

pytestmark = pytest.mark.stack


def table(shop) -> list[dict[str, str]]:
    """Return the rows of the seller's table."""
    key = f"reports/{shop.user}/do-wystawienia.csv"
    content = boto3.client("s3").get_object(Bucket=shop.outputs["reports_bucket"], Key=key)["Body"].read()
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig")), delimiter=";"))


def waiting(shop, *ids: str) -> dict[str, dict[str, str]]:
    """Wait until the table shows these drafts, and return their rows."""

    def there():
        rows = {row["id"].removeprefix("szkic-"): row for row in table(shop)}
        return {name: rows[name] for name in ids} if set(ids) <= set(rows) else None

    return wait_for(there, "the table of waiting drafts")


def reports(shop) -> dict[str, dict[str, Any]]:
    s3, bucket = boto3.client("s3"), shop.outputs["reports_bucket"]
    listed = s3.list_objects_v2(Bucket=bucket, Prefix=f"reports/{shop.user}/zmiany-").get("Contents", ())
    names = [item["Key"] for item in listed if item["Key"].endswith(".json")]
    return {name: json.loads(s3.get_object(Bucket=bucket, Key=name)["Body"].read()) for name in names}


def uploaded(shop, rows, name: str) -> dict[str, Any]:
    """Upload edited rows as Excel saves them, and return the report."""
    known, text = set(reports(shop)), StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    key = f"changes/{shop.user}/{name}"
    boto3.client("s3").put_object(Bucket=shop.outputs["uploads_bucket"], Key=key, Body=text.getvalue().encode("cp1250"))

    def told():
        return next((report for there, report in reports(shop).items() if there not in known), None)

    return wait_for(told, f"the report of {name}")


def test_a_rate_a_nip_a_decision_and_a_discard_are_edited_in_a_spreadsheet(shop):
    orders = [an_order(f"sheet-{n}", offer=f"sheet-offer-{n}") for n in range(3)]
    ids = shop.drafted(*orders, an_order("sheet-3", total="25.00"), name="arkusz.xml")
    rows = waiting(shop, *ids)
    assert rows[ids[3]]["możliwe decyzje"].startswith("suma pozycji jest dobra")

    rows[ids[0]]["stawka"] = "8%"
    rows[ids[1]]["NIP"] = "123-456-32-18"
    rows[ids[2]]["odrzuć"] = "tak"
    rows[ids[3]]["decyzja"] = "suma pozycji jest dobra"
    report = uploaded(shop, list(rows.values()), "do-wystawienia – kopia.csv")

    assert report["counts"] == {"applied": 4, "unchanged": 0, "refused": 0}, report
    rated, company, discarded, decided = (shop.document(name) for name in ids)
    assert {line["vat_rate"] for line in rated["lines"]} == {"8"}
    assert (company["buyer"]["nip"], company["buyer"]["is_company"]) == ("1234563218", True)
    assert discarded["status"] == "discarded"
    assert [decision["code"] for decision in decided["decisions"]] == ["total_mismatch"]
    assert decided["ready"]

    def written_anew():
        return True if ids[2] not in {row["id"].removeprefix("szkic-") for row in table(shop)} else None

    wait_for(written_anew, "the table without the discarded draft")
    again = uploaded(shop, list(rows.values()), "jeszcze raz.csv")

    assert again["counts"] == {"applied": 0, "unchanged": 4, "refused": 0}, again
    assert [shop.document(name)["version"] for name in ids] == [2, 2, 2, 2]
