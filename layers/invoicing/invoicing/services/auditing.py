"""Look for what must never be: gaps and repeats in the register, documents without number or paper, sums that changed.

Reading only. What is found is told by its ids; a clean set of books gives nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from invoicing.domain.documents import Status, recalculated
from invoicing.domain.file_names import pdf_key
from invoicing.domain.registers import NumberEntry
from invoicing.domain.summaries import Pdf, Summary
from invoicing.services.draft_ports import Drafts
from invoicing.services.number_ports import Numbers, TakenSeries
from invoicing.services.ports import Stored

PDF_TAKES_AT_MOST = timedelta(hours=1)
MAIL_TAKES_AT_MOST = timedelta(days=1)
DOCUMENTS_AT_ONCE = 50


class Check(StrEnum):
    """What is looked at."""

    NUMBERS = "numbers follow each other"
    DOCUMENTS = "each number has its document"
    REGISTER = "each document has its number"
    TOTALS = "totals are what the lines give"
    PDFS = "each document has its PDF, byte by byte"
    PAPERS = "each PDF has its document"
    MAILS = "each mail has come to an end"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that must not be."""

    check: Check
    what: str


@dataclass(frozen=True, slots=True)
class Mailing:
    """A mail that is not at its end."""

    seller_id: str
    document_id: str
    attempt_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Auditing:
    """What auditing needs of the outside.

    `issued` goes through all issued documents of a seller; `stored_pdf` tells what lies under a key, `papers` which
    keys there are; `open_mails` are those that should have ended by then.
    """

    numbers: Numbers
    drafts: Drafts
    issued: Callable[[str], Iterable[Summary]]
    stored_pdf: Callable[[str], Pdf | None]
    papers: Callable[[str], Iterable[str]]
    open_mails: Callable[[datetime], Iterable[Mailing]]
    clock: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Audit:
    """How much was looked at, and what was found."""

    looked_at: dict[Check, int]
    findings: tuple[Finding, ...]


def audit(seller_id: str, outside: Auditing) -> Audit:
    """Go through a seller's books."""
    looked_at = dict.fromkeys(Check, 0)
    findings: list[Finding] = []
    entries: list[NumberEntry] = []
    for series in outside.numbers.series(seller_id):
        some = list(outside.numbers.of_series(seller_id, series.series, series.period))
        looked_at[Check.NUMBERS] += len(some)
        findings += _gaps(series, some)
        entries += some
    numbered = {entry.document_id: entry for entry in entries if entry.document_id}
    ids = list(numbered)
    for start in range(0, len(ids), DOCUMENTS_AT_ONCE):
        some_ids = ids[start : start + DOCUMENTS_AT_ONCE]
        there = outside.drafts.load(seller_id, some_ids)
        for document_id in some_ids:
            findings += _document(seller_id, numbered[document_id], there.get(document_id), looked_at, outside)
    findings += _unregistered(outside.issued(seller_id), numbered, looked_at)
    findings += _unknown_papers(outside.papers(seller_id), numbered, looked_at)
    findings += _open_mails(seller_id, looked_at, outside)
    return Audit(looked_at, tuple(findings))


def _gaps(series: TakenSeries, entries: Sequence[NumberEntry]) -> Iterator[Finding]:
    name = f"{series.series} {series.period}"
    ordinals = [0, *(entry.ordinal for entry in entries)]
    for before, after in pairwise(ordinals):
        if after != before + 1:
            yield Finding(Check.NUMBERS, f"{name}: after {before} comes {after}")
    if ordinals[-1] != series.last:
        yield Finding(Check.NUMBERS, f"{name}: the counter says {series.last}, the register {ordinals[-1]}")


def _document(
    seller_id: str, entry: NumberEntry, stored: Stored | None, looked_at: dict[Check, int], outside: Auditing
) -> Iterator[Finding]:
    looked_at[Check.DOCUMENTS] += 1
    if stored is None or stored.document.status is not Status.ISSUED or stored.document.number != entry.number:
        yield Finding(Check.DOCUMENTS, f"{entry.number}: {entry.document_id}")
        return
    looked_at[Check.TOTALS] += 1
    if recalculated(stored.document).totals != stored.document.totals:
        yield Finding(Check.TOTALS, f"{entry.number}: {entry.document_id}")
    looked_at[Check.PDFS] += 1
    if not _has_its_pdf(seller_id, stored, outside):
        yield Finding(Check.PDFS, f"{entry.number}: {entry.document_id}")


def _has_its_pdf(seller_id: str, stored: Stored, outside: Auditing) -> bool:
    """One that was issued just now may still be printed."""
    document, recorded = stored.document, stored.summary.pdf
    if recorded is None:
        return document.issued_at is not None and outside.clock() - document.issued_at < PDF_TAKES_AT_MOST
    return outside.stored_pdf(recorded.key) == recorded and recorded.key == pdf_key(
        seller_id, document.id, str(document.number)
    )


def _unregistered(
    issued: Iterable[Summary], numbered: dict[str, NumberEntry], looked_at: dict[Check, int]
) -> Iterator[Finding]:
    for summary in issued:
        looked_at[Check.REGISTER] += 1
        if summary.id not in numbered:
            yield Finding(Check.REGISTER, f"{summary.number}: {summary.id}")


def _unknown_papers(
    keys: Iterable[str], numbered: dict[str, NumberEntry], looked_at: dict[Check, int]
) -> Iterator[Finding]:
    """A restored table must not give numbers again that stand on paper."""
    for key in keys:
        looked_at[Check.PAPERS] += 1
        if key.split("/")[2] not in numbered:
            yield Finding(Check.PAPERS, key)


def _open_mails(seller_id: str, looked_at: dict[Check, int], outside: Auditing) -> Iterator[Finding]:
    for mail in outside.open_mails(outside.clock() - MAIL_TAKES_AT_MOST):
        if mail.seller_id == seller_id:
            looked_at[Check.MAILS] += 1
            yield Finding(Check.MAILS, f"{mail.document_id}: {mail.attempt_id}")
