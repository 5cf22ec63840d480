"""Pack documents of a job into transactions: as many as fit, in order, each with the next number of its series."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from invoicing.domain.basics.errors import HeldError, InvoicingError
from invoicing.domain.documents.document import Status
from invoicing.domain.jobs.job import Issued, JobOutcome, ManifestEntry, OutcomeReason
from invoicing.domain.problems.preflight import Checks
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.services.documents.ports import Issue, Stored, WaiverTake
from invoicing.services.issuing.ksef_waiver import taken
from invoicing.services.issuing.prepare import IssueRequest, Prepared, numbered, prepared

MOST_ACTIONS = 100
MOST_BYTES = 3_000_000
_ACTIONS_OF_A_PACK = 2
"""The job's progress and its outcomes are written in the same transaction."""
_ACTIONS_OF_AN_ISSUE = 4
_BYTES_OF_AN_ISSUE = 4_000
_BYTES_OF_A_LINE = 800

Series = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Counters known when a pack is made: last ordinals by series and period, and sums outside KSeF by month."""

    last: Mapping[Series, int]
    waived: Mapping[str, Decimal]


@dataclass(slots=True)
class Pack:
    """Documents issued in one transaction, and the outcomes of all entries that it covers."""

    issues: list[Issue] = field(default_factory=list)
    outcomes: list[JobOutcome] = field(default_factory=list)
    taken: dict[Series, int] = field(default_factory=dict)
    waived: dict[str, Decimal] = field(default_factory=dict)
    originals: set[str] = field(default_factory=set)
    entries: int = 0
    size: int = 0
    ends_waiver: bool = False

    def has_room_for(self, ready: Prepared) -> bool:
        """True if the transaction would still fit and write no item twice."""
        original = _original_of(ready)
        if original and original in self.originals:
            return False
        series = len({*self.taken, ready.series}) + len({*self.waived, ready.month} if ready.is_waived else self.waived)
        marks = len(self.originals) + (original is not None)
        actions = _ACTIONS_OF_A_PACK + series + marks + _ACTIONS_OF_AN_ISSUE * (len(self.issues) + 1)
        return not self.issues or (actions <= MOST_ACTIONS and self.size + _size(ready) <= MOST_BYTES)

    def note(self, entry: ManifestEntry, outcome: Issued, **more: object) -> None:
        """Record the outcome of an entry."""
        self.outcomes.append(
            JobOutcome(place=entry.place, document_id=entry.document_id, outcome=outcome, **more)  # type: ignore[arg-type]
        )
        self.entries += 1


@dataclass(frozen=True, slots=True)
class Packing:
    """What all documents of a job share."""

    settings: SellerSettings
    request: IssueRequest
    on: date
    at: datetime
    checks: Checks


def packed(
    entries: Sequence[ManifestEntry],
    loaded: Mapping[str, Stored],
    originals: Mapping[str, Stored],
    shelf: Shelf,
    packing: Packing,
) -> Pack:
    """Return the next transaction, which covers as many entries as possible, in order."""
    pack = Pack()
    for entry in entries:
        stored = loaded.get(entry.document_id)
        ready = _judged(entry, stored, originals, packing, pack)
        if ready is None:
            continue
        if not pack.has_room_for(ready):
            break
        if not _add(entry, ready, shelf, packing, pack):
            break
    return pack


def _judged(
    entry: ManifestEntry, stored: Stored | None, originals: Mapping[str, Stored], packing: Packing, pack: Pack
) -> Prepared | None:
    """Return a document that can take its number; else record the reason and return None."""
    if stored is None:
        pack.note(entry, Issued.NOT_FOUND)
        return None
    if stored.document.status is Status.ISSUED:
        pack.note(entry, Issued.ALREADY_ISSUED, number=stored.document.number)
        return None
    if stored.document.status is Status.DISCARDED:
        pack.note(entry, Issued.DISCARDED)
        return None
    try:
        return prepared(stored, packing.settings, packing.request, packing.on, packing.checks, originals.__getitem__)
    except HeldError as held:
        pack.note(entry, Issued.HELD, **_facts(stored), reasons=reasons_of(held))
        return None


def _add(entry: ManifestEntry, ready: Prepared, shelf: Shelf, packing: Packing, pack: Pack) -> bool:
    """Give the document the next number of its series; False if the KSeF waiver ends with it."""
    waiver = None
    if ready.is_waived:
        before = pack.waived.get(ready.month, shelf.waived.get(ready.month, Decimal("0.00")))
        waiver = taken(ready.stored.document, ready.month, before)
        if waiver is None:
            pack.ends_waiver = True
            return False
    series = ready.series
    ordinal = pack.taken.get(series, shelf.last.get(series, 0)) + 1
    try:
        issue = numbered(ready, ordinal, packing.at, waiver)
    except (InvoicingError, ArithmeticError, ValueError) as error:
        message = error.detail if isinstance(error, InvoicingError) else "nie udało się wystawić tego dokumentu."
        pack.note(
            entry, Issued.FAILED, **_facts(ready.stored), reasons=(OutcomeReason(code="failed", message=message),)
        )
        return True
    _take(issue, ready, waiver, ordinal, pack)
    pack.note(entry, Issued.ISSUED, **_facts(issue.stored), number=issue.stored.document.number)
    return True


def _take(issue: Issue, ready: Prepared, waiver: WaiverTake | None, ordinal: int, pack: Pack) -> None:
    pack.issues.append(issue)
    pack.taken[ready.series] = ordinal
    pack.size += _size(ready)
    if waiver:
        pack.waived[ready.month] = waiver.before + waiver.amount
    if original := _original_of(ready):
        pack.originals.add(original)


def _original_of(ready: Prepared) -> str | None:
    document = ready.stored.document
    reference = document.corrects or document.replaces or document.from_document
    return reference.id if reference else None


def _size(ready: Prepared) -> int:
    document = ready.stored.document
    reasons_of = sum(len(sale.lines) + 2 for sale in ready.stored.versions)
    return _BYTES_OF_AN_ISSUE + _BYTES_OF_A_LINE * (len(document.lines) + reasons_of) + len(document.notes)


def reasons_of(held: HeldError) -> tuple[OutcomeReason, ...]:
    """Return the reasons of a refusal."""
    return tuple(OutcomeReason(code=reason.code, message=reason.message) for reason in held.reasons)


def _facts(stored: Stored) -> dict[str, object]:
    return {"gross": stored.document.totals.gross, "currency": stored.document.currency}


def originals_of(documents: Iterable[Stored]) -> set[str]:
    """Return the ids of the documents that these correct or replace."""
    named = (reference for stored in documents for reference in (stored.document.corrects, stored.document.replaces))
    return {reference.id for reference in named if reference}
