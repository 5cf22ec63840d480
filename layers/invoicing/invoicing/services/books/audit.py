"""Check all invariants of the books: no gaps or repeats in the register, no documents without number or PDF, no changed
sums, no reported sales without a document, no work that never ends.

Read-only. Findings name ids; clean books give none. With `since`, only what is active is checked: open periods, and
what was issued, printed, imported or requested since that day.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice, pairwise
from typing import TypeVar

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.file_names import pdf_key
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.number_register import NumberEntry
from invoicing.domain.documents.recalculation import recalculated
from invoicing.domain.documents.summary import Pdf, Summary
from invoicing.domain.imports.record import Import, ImportStatus, Outcome, TransactionOutcome
from invoicing.domain.jobs.job import JobStatus
from invoicing.services.books.ports import Numbers, Paged, TakenSeries
from invoicing.services.documents.ports import Mails
from invoicing.services.drafts.ports import Drafts, is_drafted
from invoicing.services.imports.ports import Imports
from invoicing.services.jobs.ports import Jobs, Overdue, OverdueJob

PDF_TAKES_AT_MOST = timedelta(hours=1)
WORK_TAKES_AT_MOST = timedelta(days=1)
MAILS_ARE_PUT_OFF_BY_AT_MOST = timedelta(hours=2)
"""A mail that SES does not accept now is due again within an hour."""
REPORTS_ARE_KEPT_FOR = timedelta(days=30)
"""At least (`FileRetentionDays` in template.yaml)."""
BACKDATED_BY_AT_MOST = timedelta(days=31)
"""Older issue dates are checked only on demand."""
DOCUMENTS_AT_ONCE = ROWS_AT_ONCE = 50
WITHOUT_DOCUMENT = (Outcome.CANCELLED, Outcome.REJECTED)
Item = TypeVar("Item")


class Check(StrEnum):
    """The invariants that are checked."""

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
    """A violated invariant."""

    check: Check
    what: str


Since = date | None
"""The first day that is checked; None: all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditDeps:
    """Dependencies of the audit.

    `issued` yields a seller's issued documents; `rows` are those of an import's report, None if it is not kept.
    `stored_pdfs` looks keys up in the bucket, `papers` yields a seller's keys; `open_work` yields what is due by then.
    """

    numbers: Numbers
    drafts: Drafts
    imports: Imports
    jobs: Jobs
    mails: Mails
    issued: Callable[[str, Since], Iterable[Summary]]
    rows: Callable[[Import], Iterable[TransactionOutcome] | None]
    stored_pdfs: Callable[[Iterable[str]], Mapping[str, Pdf | None]]
    papers: Callable[[str, Since], Iterable[str]]
    open_work: Callable[[str, datetime], Iterable[Overdue | OverdueJob]]
    clock: Callable[[], datetime]


@dataclass(slots=True)
class Audit:
    """How much was checked, and the findings."""

    looked_at: Counter[Check] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)

    def report(self, check: Check, wrong: Iterable[str]) -> None:
        """Add a finding for each violation."""
        self.findings += (Finding(check, what) for what in wrong)


def audit(seller_id: str, deps: AuditDeps, since: Since = None) -> Audit:
    """Check a seller's books and return the findings.

    Documents may be issued concurrently: what must have a number is read before the register, what each number must
    have is read after it.
    """
    result = Audit()
    papers = list(deps.papers(seller_id, since))
    issued = [(summary.id, summary.number) for summary in deps.issued(seller_id, since)]
    entries = _register(seller_id, since, result, deps)
    numbered = {entry.document_id: entry for entry in entries}
    for some in _batches(
        entry for entry in entries if since is None or (entry.issue_date and entry.issue_date >= since)
    ):
        _documents(seller_id, some, result, deps)
    result.looked_at[Check.REGISTER] += len(issued)
    result.report(Check.REGISTER, (f"{number}: {name}" for name, number in issued if name not in numbered))
    _papers(seller_id, papers, numbered, result, deps)
    _sales(seller_id, since, result, deps)
    _open_work(seller_id, result, deps)
    return result


def _register(seller_id: str, since: Since, result: Audit, deps: AuditDeps) -> list[NumberEntry]:
    """Check the series that were open within a month before `since`, and return their entries that have a document."""
    entries: list[NumberEntry] = []
    active = [series for series in deps.numbers.series(seller_id) if _is_active(series.period, since)]
    for series in active:
        some = list(deps.numbers.of_series(seller_id, series.series, series.period))
        result.looked_at[Check.NUMBERS] += len(some)
        result.report(Check.NUMBERS, _gaps(series, some))
        entries += some
    lasts = {(series.series, series.period): series.last for series in deps.numbers.series(seller_id)}
    ahead = (entry for entry in entries if entry.ordinal > lasts.get((entry.series, entry.period), 0))
    result.report(Check.NUMBERS, (f"{entry.number}: the counter is behind" for entry in ahead))
    taken = [entry for entry in entries if entry.document_id]
    twice = (number for number, times in Counter(entry.number for entry in taken).items() if times > 1)
    result.report(Check.NUMBERS, (f"{number}: stands on several documents" for number in twice))
    return taken


def _is_active(period: str, since: Since) -> bool:
    """True for a month or year in which documents may still be issued, including backdated ones."""
    return since is None or period >= (since - BACKDATED_BY_AT_MOST).isoformat()[: len(period)]


def _gaps(series: TakenSeries, entries: Sequence[NumberEntry]) -> Iterator[str]:
    name = f"{series.series} {series.period}"
    ordinals = [0, *(entry.ordinal for entry in entries)]
    for before, after in pairwise(ordinals):
        if after != before + 1:
            yield f"{name}: after {before} comes {after}"
    if ordinals[-1] < series.last:
        yield f"{name}: the counter says {series.last}, the register {ordinals[-1]}"


def _documents(seller_id: str, entries: Sequence[NumberEntry], result: Audit, deps: AuditDeps) -> None:
    """Check the documents of some numbers and their PDFs; a document that was just issued may not have one yet."""
    loaded = deps.drafts.load(seller_id, [str(entry.document_id) for entry in entries])
    recorded = [stored.summary.pdf.key for stored in loaded.values() if stored.summary.pdf]
    in_bucket = deps.stored_pdfs(recorded)
    for entry in entries:
        name_and_id = [f"{entry.number}: {entry.document_id}"]
        stored = loaded.get(str(entry.document_id))
        result.looked_at[Check.DOCUMENTS] += 1
        if stored is None or stored.document.status is not Status.ISSUED or stored.document.number != entry.number:
            result.report(Check.DOCUMENTS, name_and_id)
            continue
        document, pdf = stored.document, stored.summary.pdf
        result.looked_at[Check.TOTALS] += 1
        if recalculated(document).totals != document.totals:
            result.report(Check.TOTALS, name_and_id)
        result.looked_at[Check.PDFS] += 1
        if pdf is None:
            is_right = document.issued_at is not None and deps.clock() - document.issued_at < PDF_TAKES_AT_MOST
        else:
            is_right = in_bucket[pdf.key] == pdf and pdf.key == pdf_key(seller_id, document.id, entry.number)
        if not is_right:
            result.report(Check.PDFS, name_and_id)


def _papers(
    seller_id: str, keys: Sequence[str], numbered: Mapping[str | None, NumberEntry], result: Audit, deps: AuditDeps
) -> None:
    """Check that each PDF is its document's only one: a restored table must not reuse numbers that were printed."""
    result.looked_at[Check.PAPERS] += len(keys)
    strange = []
    for key in keys:
        document_id = key.split("/")[2]
        entry = numbered.get(document_id)
        if entry is None or key != pdf_key(seller_id, document_id, entry.number):
            strange.append((document_id, key))
    for some in _batches(strange):
        loaded = deps.drafts.load(seller_id, [document_id for document_id, _ in some])
        for document_id, key in some:
            stored = loaded.get(document_id)
            number = stored.document.number if stored and stored.document.status is Status.ISSUED else None
            if number is None or key != pdf_key(seller_id, document_id, number):
                result.report(Check.PAPERS, [key])


def _sales(seller_id: str, since: Since, result: Audit, deps: AuditDeps) -> None:
    """Check that each row of each report is in its place and names an existing document."""
    for record in _every(deps.imports, seller_id):
        result.looked_at[Check.WORK] += 1
        if record.status is ImportStatus.READING and deps.clock() - record.created_at > WORK_TAKES_AT_MOST:
            result.report(Check.WORK, [f"import {record.id}"])
        if record.finished_at is None or (since and warsaw_date(record.finished_at) < since):
            continue
        rows = deps.rows(record)
        if rows is not None:
            result.report(Check.SALES, _missing_documents(seller_id, record, rows, result, deps))
        elif deps.clock() - record.finished_at < REPORTS_ARE_KEPT_FOR:
            result.report(Check.SALES, [f"import {record.id}: the report is not there"])


def _missing_documents(
    seller_id: str, record: Import, rows: Iterable[TransactionOutcome], result: Audit, deps: AuditDeps
) -> Iterator[str]:
    read, counts = 0, Counter[str]()
    for some in _batches(rows):
        loaded = deps.drafts.known(seller_id, [row.document_id for row in some if row.document_id])
        for row in some:
            read += 1
            result.looked_at[Check.SALES] += 1
            counts[str(row.outcome)] += 1
            if row.position != read:
                yield f"import {record.id}: {row.position} stands at {read}"
            if row.outcome not in WITHOUT_DOCUMENT and not is_drafted(loaded.get(row.document_id or "")):
                yield f"import {record.id}: {row.position} has no document"
    if counts != Counter({name: number for name, number in record.counts.items() if number}):
        yield f"import {record.id}: the report has other counts than the record"


def _every(rows: Paged[Item], seller_id: str) -> Iterator[Item]:
    """Yield all rows of a seller, newest first."""
    page, cursor = rows.page(seller_id, limit=ROWS_AT_ONCE, cursor=None)
    yield from page
    while cursor:
        page, cursor = rows.page(seller_id, limit=ROWS_AT_ONCE, cursor=cursor)
        yield from page


def _batches(items: Iterable[Item]) -> Iterator[tuple[Item, ...]]:
    remaining = iter(items)
    while some := tuple(islice(remaining, DOCUMENTS_AT_ONCE)):
        yield some


def _open_work(seller_id: str, result: Audit, deps: AuditDeps) -> None:
    """Find, by the work index, what has waited too long, whatever its document's date, and jobs that are stuck."""
    until = deps.clock() - WORK_TAKES_AT_MOST
    for work in deps.open_work(seller_id, until):
        if isinstance(work, Overdue) and work.attempt_id is None:
            result.looked_at[Check.PDFS] += 1
            result.report(Check.PDFS, [f"{work.document_id}: not printed"])
    for work in deps.open_work(seller_id, deps.clock() + MAILS_ARE_PUT_OFF_BY_AT_MOST):
        if isinstance(work, Overdue) and work.attempt_id:
            result.looked_at[Check.MAILS] += 1
            waiting = (
                mail for mail in deps.mails.of_document(seller_id, work.document_id) if mail.id == work.attempt_id
            )
            result.report(Check.MAILS, (f"{work.document_id}: {mail.id}" for mail in waiting if mail.queued_at < until))
    for job in _every(deps.jobs, seller_id):
        result.looked_at[Check.WORK] += 1
        is_open = job.status in (JobStatus.WAITING, JobStatus.RUNNING)
        if is_open and (job.updated_at or job.created_at) < until:
            result.report(Check.WORK, [f"job {job.id}"])
