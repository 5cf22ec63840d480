"""Audit the books of every seller of a local stack; print what was checked and what is wrong."""

import os
from collections.abc import Iterable
from typing import Any

import boto3

from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.audit import audit_deps
from invoicing.services.books.audit import Audit, Check, audit


def run(outputs: dict[str, Any]) -> int:
    """Print a table; return 1 if anything is wrong."""
    for name in ("table", "documents_bucket", "reports_bucket"):
        os.environ[name.upper()] = outputs[name]
    deps = audit_deps()
    everyone = sorted({*sellers(outputs["table"]), *adapters.pdfs().sellers()})
    audits = {seller_id: audit(seller_id, deps) for seller_id in everyone}
    for line in told(audits):
        print(line)
    return int(any(found.findings for found in audits.values()))


def sellers(table: str) -> list[str]:
    """Return the ids of all sellers."""
    pages = (
        boto3.client("dynamodb")
        .get_paginator("scan")
        .paginate(
            TableName=table,
            FilterExpression="sk = :profile",
            ProjectionExpression="pk",
            ExpressionAttributeValues={":profile": {"S": "PROFILE"}},
        )
    )
    return sorted(item["pk"]["S"].removeprefix("SELLER#") for page in pages for item in page["Items"])


def told(audits: dict[str, Audit]) -> Iterable[str]:
    """Yield the lines of the table, then one line per finding."""
    yield f"{'seller':12} {'check':42} {'looked at':>9} {'wrong':>6}"
    for seller_id, result in audits.items():
        for check in Check:
            wrong = sum(finding.check is check for finding in result.findings)
            yield f"{seller_id:12} {check:42} {result.looked_at[check]:9} {wrong:6}"
    for seller_id, result in audits.items():
        for finding in result.findings:
            yield f"WRONG {seller_id}: {finding.check}: {finding.what}"
