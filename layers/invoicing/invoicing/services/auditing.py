"""Look for what must never be: gaps and repeats in the register, documents without number or paper, sums that changed,
sales that a report names and nobody drafted, work without an end.

Reading only. What is found is told by its ids; a clean set of books gives nothing. With `since` only what is active is
looked at: the periods that go on, what was issued, printed, imported and asked for since that day.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice, pairwise
from typing import TypeVar

from invoicing.domain.dates import warsaw_date
from invoicing.domain.documents import Status, recalculated
from invoicing.domain.file_names import pdf_key
from invoicing.domain.imports import Import, ImportStatus, Outcome, TransactionOutcome
from invoicing.domain.jobs import Job, JobStatus
from invoicing.domain.registers import NumberEntry
from invoicing.domain.summaries import Pdf, Summary
from invoicing.services.draft_ports import Drafts
from invoicing.services.number_ports import Numbers, TakenSeries
from invoicing.services.ports import Stored

PDF_TAKES_AT_MOST = timedelta(hours=1)
WORK_TAKES_AT_MOST = timedelta(days=1)
DOCUMENTS_AT_ONCE = 50
WITHOUT_DOCUMENT = (Outcome.CANCELLED, Outcome.REJECTED)
Item = TypeVar("Item")


class Check(StrEnum):
    """What is looked at."""

    NUMBERS = "numbers follow each other"
    DOCUMENTS = "each number has its document"
    REGISTER = "each document has its number"
    TOTALS = "totals are what the lines give"
    PDFS = "each document has its PDF, byte by byte"
    PAPERS = "each PDF has its document"
    SALES = "each sale of each report has its document"
    MAILS = "each mail has come to an end"
    WORK = "each import and each job has come to an end"


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


Since = date | None
"""The first day that is looked at; None: all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Auditing:
    """What auditing needs of the outside.

    `issued` goes through a seller's issued documents, `imports` and `jobs` through his, the newest first; `rows` are
    those of an import's report, None if it is kept no more. `stored_pdf` tells what lies under a key, `papers` which
    keys there are; `open_mails` are those that should have ended by then.
    """

    numbers: Numbers
    drafts: Drafts
    issued: Callable[[str, Since], Iterable[Summary]]
    imports: Callable[[str], Iterable[Import]]
    rows: Callable[[Import], Iterable[TransactionOutcome] | None]
    jobs: Callable[[str], Iterable[Job]]
    stored_pdf: Callable[[str], Pdf | None]
    papers: Callable[[str, Since], Iterable[str]]
    open_mails: Callable[[datetime], Iterable[Mailing]]
    clock: Callable[[], datetime]


@dataclass(slots=True)
class Audit:
    """How much was looked at, and what was found."""

    looked_at: Counter[Check] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)

    def found(self, check: Check, wrong: Iterable[str]) -> None:
        """Note what is wrong."""
        self.findings += (Finding(check, what) for what in wrong)


def audit(seller_id: str, outside: Auditing, since: Since = None) -> Audit:
    """Go through a seller's books."""
    done = Audit()
    numbered: dict[str, NumberEntry] = {}
    for series in outside.numbers.series(seller_id):
        if _is_active(series.period, since):
            entries = list(outside.numbers.of_series(seller_id, series.series, series.period))
            done.looked_at[Check.NUMBERS] += len(entries)
            done.found(Check.NUMBERS, _gaps(series, entries))
            numbered |= {entry.document_id: entry for entry in entries if entry.document_id}
    recent = [entry for entry in numbered.values() if since is None or (entry.issue_date and entry.issue_date >= since)]
    for some in _batches(recent):
        there = outside.drafts.load(seller_id, [str(entry.document_id) for entry in some])
        for entry in some:
            _document(seller_id, entry, there.get(str(entry.document_id)), done, outside)
    for summary in outside.issued(seller_id, since):
        done.looked_at[Check.REGISTER] += 1
        if summary.id not in numbered:
            done.found(Check.REGISTER, [f"{summary.number}: {summary.id}"])
    _papers(seller_id, numbered, since, done, outside)
    _sales(seller_id, since, done, outside)
    _open_mails(seller_id, done, outside)
    _open_jobs(seller_id, since, done, outside)
    return done


def _is_active(period: str, since: Since) -> bool:
    """Does a period (a month or a year) go on, or did it until that day?"""
    return since is None or period >= since.isoformat()[: len(period)]


def _gaps(series: TakenSeries, entries: Sequence[NumberEntry]) -> Iterator[str]:
    name = f"{series.series} {series.period}"
    ordinals = [0, *(entry.ordinal for entry in entries)]
    for before, after in pairwise(ordinals):
        if after != before + 1:
            yield f"{name}: after {before} comes {after}"
    if ordinals[-1] != series.last:
        yield f"{name}: the counter says {series.last}, the register {ordinals[-1]}"


def _document(seller_id: str, entry: NumberEntry, stored: Stored | None, done: Audit, outside: Auditing) -> None:
    named = [f"{entry.number}: {entry.document_id}"]
    done.looked_at[Check.DOCUMENTS] += 1
    if stored is None or stored.document.status is not Status.ISSUED or stored.document.number != entry.number:
        done.found(Check.DOCUMENTS, named)
        return
    done.looked_at[Check.TOTALS] += 1
    if recalculated(stored.document).totals != stored.document.totals:
        done.found(Check.TOTALS, named)
    done.looked_at[Check.PDFS] += 1
    if not _has_its_pdf(seller_id, stored, outside):
        done.found(Check.PDFS, named)


def _has_its_pdf(seller_id: str, stored: Stored, outside: Auditing) -> bool:
    """One that was issued just now may still be printed."""
    document, recorded = stored.document, stored.summary.pdf
    if recorded is None:
        return document.issued_at is not None and outside.clock() - document.issued_at < PDF_TAKES_AT_MOST
    return outside.stored_pdf(recorded.key) == recorded and recorded.key == pdf_key(
        seller_id, document.id, str(document.number)
    )


def _papers(seller_id: str, numbered: dict[str, NumberEntry], since: Since, done: Audit, outside: Auditing) -> None:
    """A restored table must not give numbers again that stand on paper."""
    unknown = {}
    for key in outside.papers(seller_id, since):
        done.looked_at[Check.PAPERS] += 1
        if (document_id := key.split("/")[2]) not in numbered:
            unknown[document_id] = key
    there = outside.drafts.load(seller_id, unknown) if since else {}
    older = {name for name, stored in there.items() if stored.document.status is Status.ISSUED}
    done.found(Check.PAPERS, (key for document_id, key in unknown.items() if document_id not in older))


def _sales(seller_id: str, since: Since, done: Audit, outside: Auditing) -> None:
    """Each row of each report, in its order and its number, names a document that is there."""
    for record in outside.imports(seller_id):
        if since and warsaw_date(record.created_at) < since:
            return
        done.looked_at[Check.WORK] += 1
        if record.status is ImportStatus.READING and outside.clock() - record.created_at > WORK_TAKES_AT_MOST:
            done.found(Check.WORK, [f"import {record.id}"])
        rows = outside.rows(record) if record.finished_at else None
        if rows is not None:
            done.found(Check.SALES, _unheard(seller_id, record, rows, done, outside))


def _unheard(
    seller_id: str, record: Import, rows: Iterable[TransactionOutcome], done: Audit, outside: Auditing
) -> Iterator[str]:
    read, counts = 0, Counter[str]()
    for some in _batches(rows):
        there = outside.drafts.known(seller_id, [row.document_id for row in some if row.document_id])
        for row in some:
            read += 1
            done.looked_at[Check.SALES] += 1
            counts[str(row.outcome)] += 1
            if row.position != read:
                yield f"import {record.id}: {row.position} stands at {read}"
            if row.outcome not in WITHOUT_DOCUMENT and row.document_id not in there:
                yield f"import {record.id}: {row.position} has no document"
    if counts != Counter({name: number for name, number in record.counts.items() if number}):
        yield f"import {record.id}: the report has other counts than the record"


def _batches(items: Iterable[Item]) -> Iterator[tuple[Item, ...]]:
    left = iter(items)
    while some := tuple(islice(left, DOCUMENTS_AT_ONCE)):
        yield some


def _open_mails(seller_id: str, done: Audit, outside: Auditing) -> None:
    for mail in outside.open_mails(outside.clock() - WORK_TAKES_AT_MOST):
        if mail.seller_id == seller_id:
            done.looked_at[Check.MAILS] += 1
            done.found(Check.MAILS, [f"{mail.document_id}: {mail.attempt_id}"])


def _open_jobs(seller_id: str, since: Since, done: Audit, outside: Auditing) -> None:
    for job in outside.jobs(seller_id):
        if since and warsaw_date(job.created_at) < since:
            return
        done.looked_at[Check.WORK] += 1
        is_open = job.status in (JobStatus.WAITING, JobStatus.RUNNING)
        if is_open and outside.clock() - (job.updated_at or job.created_at) > WORK_TAKES_AT_MOST:
            done.found(Check.WORK, [f"job {job.id}"])
