"""Fifty at once, a correction and the accountant's month, through the deployed template."""

import csv
import io
import re
import zipfile

import pytest

from tests.stack.shop import read, wait_for
from tests.xml_orders import an_order

pytestmark = pytest.mark.stack


def ended(shop, job_id):
    """Wait until a job has ended."""

    def done():
        job = shop.api.call("GET", f"/jobs/{job_id}").body
        return job if job["status"] in ("done", "stopped", "failed") else None

    return wait_for(done, f"the job {job_id}")


def test_fifty_at_once_a_return_and_the_month_for_the_accountant(shop):
    """F-57: the bad ones hold nobody; the export holds what was issued, with every PDF."""
    orders = [an_order(f"job-{n}") for n in range(48)]
    wrong = [an_order(f"job-wrong-{n}", total="30.00") for n in range(2)]
    ids = shop.drafted(*orders[:24], *wrong, *orders[24:], name="fifty.xml")
    answer = shop.api.call("POST", "/documents/issue", {"ids": ids, "send_email": False})
    assert answer.status == 202, answer.body

    job = ended(shop, answer.body["job_id"])

    outcomes = [outcome["outcome"] for outcome in job["outcomes"]]
    assert outcomes == ["issued"] * 24 + ["held"] * 2 + ["issued"] * 24
    assert [reason["code"] for reason in job["outcomes"][24]["reasons"]] == ["total_mismatch"]
    ordinals = [int(re.findall(r"(\d+)/", outcome["number"])[0]) for outcome in job["outcomes"] if outcome["number"]]
    assert sorted(ordinals) == list(range(min(ordinals), min(ordinals) + 48))

    first = ids[0]
    correction = shop.api.call("POST", f"/documents/{first}/corrections", {"reason": "zwrot", "whole": True}).body
    corrected = shop.api.call("POST", f"/documents/{correction['id']}/issue", {"send_email": False}).body
    assert corrected["corrects"] == shop.document(first)["number"]
    wait_for(lambda: shop.document(correction["id"])["pdf"], "the correction's PDF")
    wait_for(lambda: True if all(shop.document(i)["pdf"] for i in ids[:24] + ids[26:]) else None, "all PDFs")

    month = corrected["issue_date"][:7]
    export = shop.api.call("POST", "/exports", {"what": "month", "month": month}).body
    archive = zipfile.ZipFile(io.BytesIO(read(ended(shop, export["job_id"])["link"])))
    register = archive.read(f"rejestr-{month}.csv").decode("utf-8-sig")
    numbers = {row["Numer"] for row in csv.DictReader(io.StringIO(register), delimiter=";")}
    assert {outcome["number"] for outcome in job["outcomes"] if outcome["number"]} | {corrected["number"]} <= numbers
    assert sum(name.endswith(".pdf") for name in archive.namelist()) >= 49

    printout = shop.api.call("POST", "/exports", {"what": "print", "filter": {"q": "job-1"}}).body
    assert read(ended(shop, printout["job_id"])["link"]).startswith(b"%PDF")
