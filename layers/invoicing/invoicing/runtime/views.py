"""What answers hold: our own types as they are, with the facts and the problems beside them."""

from collections.abc import Iterable, Mapping
from typing import Any

from invoicing.adapters.table.codec import plain_of
from invoicing.domain.documents import Status
from invoicing.domain.imports import Import, TransactionOutcome
from invoicing.domain.preflight import IsNip, find_problems, seller_problems
from invoicing.domain.problem import Problem
from invoicing.domain.sellers import SellerSettings
from invoicing.domain.summaries import FACTS_OF_IMPORTS, Summary
from invoicing.services.ports import Stored


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


def summary_view(summary: Summary, settings: SellerSettings) -> dict[str, Any]:
    """Return a row of a list; what of the seller holds a draft is as it is now."""
    view = {name: value for name, value in plain_of(summary).items() if name not in FACTS_OF_IMPORTS}
    if summary.status is not Status.DRAFT:
        return {**view, "problems": [], "ready": False}
    problems = [*(problem.code for problem in seller_problems(summary.kind, settings)), *summary.problems]
    return {**view, "problems": problems, "ready": not problems}


def import_view(record: Import) -> dict[str, Any]:
    """Return an import without its rows."""
    view = plain_of(record)
    choices = view.pop("choices")
    for name in ("seller_id", "etag", "digest"):
        del view[name]
    return {"import_id": view.pop("id"), **choices, **view}


def report_view(record: Import, rows: Iterable[TransactionOutcome], links: Mapping[str, str]) -> dict[str, Any]:
    """Return an import with its first rows, and links to the whole report once it is there."""
    return {
        **import_view(record),
        "transactions": [plain_of(row) for row in rows],
        "report_url": links.get("json"),
        "report_page_url": links.get("html"),
    }
