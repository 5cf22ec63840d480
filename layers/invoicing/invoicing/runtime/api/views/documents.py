"""JSON views of documents: our own types, with their facts and problems."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from invoicing.adapters.table.engine.codec import plain_of
from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.documents.document import Document, KsefChannel, Status
from invoicing.domain.documents.history import Change
from invoicing.domain.documents.ksef import channel_of
from invoicing.domain.documents.legal_notes import annotations_of
from invoicing.domain.documents.payment import Payment
from invoicing.domain.documents.sale_state import State, line_changes
from invoicing.domain.documents.summary import FACTS_OF_IMPORTS, Summary
from invoicing.domain.problems.checks.dates import backdated
from invoicing.domain.problems.preflight import Checks, find_problems, row_channel, row_problems
from invoicing.domain.problems.problem import Problem
from invoicing.domain.sellers.ksef_waiver import is_waived
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.services.documents.ports import Stored

NUMBERS = ("corrects", "from_document", "replaces", "replaced_by", "corrected_by", "elsewhere")
"""References, shown as numbers only; `references` has them in full."""
NOT_IN_ROWS = (*FACTS_OF_IMPORTS, "decided", "rates", "exemption_basis", "country", "search")


def document_view(stored: Stored, settings: SellerSettings, checks: Checks, today: date) -> dict[str, Any]:
    """Return a document with its PDF, its mail and, while it is a draft, its problems and the seller as of now."""
    document, summary = stored.document, stored.summary
    view = plain_of(document)
    if document.status is Status.ISSUED:
        view["problems"] = [plain_of(problem) for problem in _notes(document)]
    else:
        view |= _of_a_draft(document, settings, checks, today)
    view |= _references(document, summary)
    if document.correction is not None:
        view |= _of_a_correction(document, document.correction.before)
    return {
        **view,
        "title": document.title,
        "balance": {"paid": plain_of(summary.paid), "amount_due": plain_of(summary.amount_due)},
        "pdf": plain_of(summary.pdf),
        "email": plain_of(summary.email),
    }


def _notes(document: Document) -> Iterable[Problem]:
    return backdated(document, warsaw_date(document.issued_at)) if document.issued_at else ()


def _of_a_draft(document: Document, settings: SellerSettings, checks: Checks, today: date) -> dict[str, Any]:
    waived = is_waived(document, settings, today)
    channel = KsefChannel.WAIVED_2026 if waived else channel_of(document, settings.vat_status, today)
    problems = find_problems(document, settings, checks, today) if document.status is Status.DRAFT else ()
    return {
        "seller": plain_of(settings.printed(document.currency)),
        "annotations": annotations_of(document, settings.printed()),
        "ksef": {"channel": channel, "number": document.ksef.number if document.ksef else None},
        "problems": [plain_of(problem) for problem in problems],
        "ready": document.status is Status.DRAFT and not any(problem.holds for problem in problems),
    }


def _references(document: Document, summary: Summary) -> dict[str, Any]:
    references = {name: getattr(document, name, None) or getattr(summary, name, None) for name in NUMBERS}
    return {
        **{name: reference.number if reference else None for name, reference in references.items()},
        "references": {name: plain_of(reference) for name, reference in references.items() if reference},
        "related": [plain_of(reference) for reference in summary.related],
    }


def _of_a_correction(document: Document, before: State) -> dict[str, Any]:
    """Return before, after and difference of lines and totals; a line's VAT is its share of its rate's sum."""
    after = document.state
    return {
        "lines": [plain_of(change) for change in line_changes(before, after)],
        "before": plain_of(before.totals),
        "after": plain_of(after.totals),
        "difference": plain_of(document.totals),
        "refund": plain_of(document.refund),
        "reason": document.correction.reason if document.correction else None,
        "buyer_before": plain_of(before.buyer),
        "correction": None,
    }


def summary_view(summary: Summary, settings: SellerSettings, today: date) -> dict[str, Any]:
    """Return a row of a list; problems are judged by the seller's current settings."""
    view = {name: value for name, value in plain_of(summary).items() if name not in NOT_IN_ROWS}
    for name in NUMBERS:
        reference = getattr(summary, name, None)
        view[name] = reference.number if reference else None
    view["title"] = summary.title
    view["ksef"] = row_channel(summary, settings, today)
    if summary.status is not Status.DRAFT:
        return {**view, "problems": [], "ready": False}
    problems = row_problems(summary, settings, today)
    return {**view, "problems": problems, "ready": not problems}


def history_view(stored: Stored, changes: Iterable[Change], payments: Iterable[Payment]) -> list[dict[str, Any]]:
    """Return a document's events, oldest first, each as text and as fields."""
    document = stored.document
    origin = f"utworzono z importu {document.import_id}" if document.import_id else "utworzono szkic"
    entries = [{"what": "created", "at": document.created_at, "by": None, "text": origin}]
    entries += [plain_of(change) for change in changes]
    if document.issued_at:
        entries.append(
            {"what": "issued", "at": document.issued_at, "by": None, "text": f"wystawiono jako {document.number}"}
        )
    entries += [{"what": "paid", "text": f"zapłacono {payment.amount}", **plain_of(payment)} for payment in payments]
    return entries
