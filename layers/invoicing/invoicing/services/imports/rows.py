"""Rows of an import's report."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.documents.document import Document, Resolution, Status
from invoicing.domain.documents.summary import Summary
from invoicing.domain.imports.record import AssumedRate, Outcome, TransactionOutcome, UsedRate
from invoicing.domain.problems.catalogue.sale import MERGED_ORDER
from invoicing.domain.sales.sale import CANCELLED, RETURNED, Rejected, Sale
from invoicing.domain.vat.line import RateSource
from invoicing.services.documents.ports import Stored
from invoicing.services.imports.desk import Desk

AFTER_ISSUE = {
    CANCELLED: "Zamówienie anulowane po wystawieniu dokumentu – może być potrzebna korekta.",
    RETURNED: "Zwrot po wystawieniu dokumentu – może być potrzebna korekta.",
}


NO_PIECES = Decimal(0)


def plain_row(sale: Sale, outcome: Outcome) -> TransactionOutcome:
    """Return a row with only what the file itself says about a sale."""
    return _row(sale, outcome)


def _row(sale: Sale, outcome: Outcome, **reasons: Any) -> TransactionOutcome:
    facts: dict[str, Any] = {
        "position": sale.position,
        "outcome": outcome,
        "order_id": sale.order_id,
        "ordered_on": warsaw_date(sale.ordered_at) if sale.ordered_at else None,
        "buyer_login": sale.buyer_login,
        "buyer_name": sale.buyer.name,
        "buyer_nip": sale.buyer.nip,
        "pieces": sum((line.quantity for line in sale.lines), start=NO_PIECES) if sale.lines else None,
        "gross": sale.total,
        "paid": sale.paid,
        "currency": sale.currency,
        "payment_method": sale.payment_method,
    }
    return TransactionOutcome(**(facts | reasons))


def rejected_row(rejected: Rejected) -> TransactionOutcome:
    """Return the row of a transaction that could not be read."""
    return TransactionOutcome(
        position=rejected.position,
        outcome=Outcome.REJECTED,
        order_id=rejected.order_id,
        reasons=(rejected.reason,),
    )


def draft_row(sale: Sale, outcome: Outcome, stored: Stored, desk: Desk) -> TransactionOutcome:
    """Return the row for a draft that this row of the file made or changed."""
    problems = desk.holding(stored)
    return _row(
        sale,
        outcome,
        document_id=stored.document.id,
        kind=stored.document.kind,
        gross=stored.document.totals.gross,
        ksef=stored.summary.ksef,
        problems=problems,
        reasons=tuple(f"{problem.message} {problem.way_out}".strip() for problem in problems),
        rates=_rates(stored.document),
        assumed_rates=_assumed(stored.document),
    )


def _rates(document: Document) -> tuple[UsedRate, ...]:
    lines = (line for line in document.lines if not line.is_delivery)
    return tuple(dict.fromkeys(UsedRate(vat_rate=line.vat_rate, source=line.vat_rate_source) for line in lines))


def _assumed(document: Document) -> tuple[AssumedRate, ...]:
    return tuple(
        AssumedRate(offer_id=line.offer_id, name=line.name, vat_rate=line.vat_rate, source=line.vat_rate_source)
        for line in document.lines
        if line.vat_rate and line.vat_rate_source in (RateSource.DEFAULT, RateSource.IMPORT) and not line.is_delivery
    )


def known_row(sale: Sale, summary: Summary, desk: Desk) -> TransactionOutcome:
    """Return the row for an order that has a document; one made by this very row is reported as such again."""
    row = _row(
        sale,
        _outcome(sale, summary, desk),
        document_id=summary.id,
        kind=summary.kind,
        gross=summary.gross,
        number=summary.number,
    )
    if row.outcome is Outcome.ALREADY_ISSUED:
        return issued_row(sale, summary, None)
    if row.outcome is Outcome.ALREADY_ISSUED_ELSEWHERE and summary.elsewhere:
        return replace(row, number=summary.elsewhere.number)
    if row.outcome in (Outcome.DRAFTED, Outcome.UPDATED, Outcome.MERGED):
        stored = desk.drafts.load(desk.seller_id, [summary.id]).get(summary.id)
        return draft_row(sale, row.outcome, stored, desk) if stored else row
    return row


def issued_row(sale: Sale, summary: Summary, correction: Stored | None) -> TransactionOutcome:
    """Return the row for an order whose document is issued, with what the file means for it."""
    reasons = [AFTER_ISSUE.get(sale.status or "")]
    if correction is not None:
        reasons = ["Zwrot po wystawieniu dokumentu – przygotowano szkic korekty."]
    reasons.extend(f"Wystawiono też: {other.number}." for other in summary.related)
    return _row(
        sale,
        Outcome.ALREADY_ISSUED,
        document_id=summary.id,
        kind=summary.kind,
        gross=summary.gross,
        number=summary.number,
        reasons=tuple(filter(None, reasons)),
    )


def _outcome(sale: Sale, summary: Summary, desk: Desk) -> Outcome:
    if summary.status is Status.ISSUED:
        return Outcome.ALREADY_ISSUED
    if summary.resolution is Resolution.ISSUED_ELSEWHERE:
        return Outcome.ALREADY_ISSUED_ELSEWHERE
    if summary.status is Status.DISCARDED:
        return Outcome.DISCARDED
    if summary.drafted_by == desk.row(sale):
        return Outcome.MERGED if MERGED_ORDER.code in summary.problems else Outcome.DRAFTED
    return Outcome.UPDATED if summary.refreshed_by == desk.row(sale) else Outcome.ALREADY_DRAFTED
