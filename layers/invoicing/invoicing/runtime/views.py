"""What answers hold: our own types as they are, with the facts and the problems beside them."""

from collections.abc import Iterable
from typing import Any

from invoicing.adapters.table.codec import plain_of
from invoicing.domain.documents import Status
from invoicing.domain.imports import Import, ImportReport
from invoicing.domain.problems import IsNip, Problem, find_problems
from invoicing.domain.sellers import SellerSettings
from invoicing.domain.summaries import Summary
from invoicing.services.ports import Stored

MOST_TRANSACTIONS = 1000


def document_view(stored: Stored, settings: SellerSettings, is_nip: IsNip) -> dict[str, Any]:
    """Return a document with its PDF, its mail and, while it is a draft, its problems and the seller as of now."""
    is_draft = stored.document.status is not Status.ISSUED
    problems: Iterable[Problem] = find_problems(stored.document, settings, is_nip=is_nip) if is_draft else ()
    view = plain_of(stored.document)
    if is_draft:
        view["seller"] = plain_of(settings.printed())
    return {
        **view,
        "problems": [plain_of(problem) for problem in problems],
        "pdf": plain_of(stored.summary.pdf),
        "email": plain_of(stored.summary.email),
    }


def summary_view(summary: Summary) -> dict[str, Any]:
    """Return a row of a list."""
    return {**plain_of(summary), "ready": summary.status is Status.DRAFT and not summary.problems}


def import_view(record: Import) -> dict[str, Any]:
    """Return an import without its rows."""
    view = plain_of(record)
    return {
        "import_id": view.pop("id"),
        "kind": view["choices"]["kind"],
        "vat_rate": view["choices"]["vat_rate"],
        "message": view.pop("choices")["message"],
        **{name: value for name, value in view.items() if name not in ("seller_id", "etag")},
    }


def report_view(record: Import, report: ImportReport | None, report_url: str | None) -> dict[str, Any]:
    """Return an import with its rows, once there are any."""
    rows = report.transactions[:MOST_TRANSACTIONS] if report else ()
    return {
        **import_view(record),
        "transactions": [plain_of(row) for row in rows],
        "unknown_fields": list(report.unknown_fields) if report else [],
        "report_url": report_url,
    }
