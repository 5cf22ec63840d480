"""The seller's report of an import: what waits for them, grouped; assumed rates, once per offer; the rest."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from invoicing.domain.basics.money import ZERO
from invoicing.domain.documents.document import KsefChannel
from invoicing.domain.imports.record import AssumedRate, Outcome, TransactionOutcome
from invoicing.domain.problems.problem import Problem

MOST_ROWS = 500
"""Maximum rows per section of the page; the machine-readable report has all of them."""


@dataclass(slots=True)
class Section:
    """Rows of one kind: the first ones, their total number, and their worth by currency."""

    rows: list[TransactionOutcome] = field(default_factory=list)
    count: int = 0
    worth: dict[str, Decimal] = field(default_factory=dict)

    def add(self, row: TransactionOutcome) -> None:
        """Count a row, and keep it if it is among the first."""
        self.count += 1
        if row.gross is not None:
            self.worth[row.currency] = self.worth.get(row.currency, ZERO) + row.gross
        if len(self.rows) < MOST_ROWS:
            self.rows.append(row)


@dataclass(slots=True)
class Digest:
    """The sections of a report. `waiting` is grouped by the code of the problem."""

    waiting: dict[str, tuple[Problem, Section]] = field(default_factory=dict)
    waiting_count: int = 0
    ksef: Section = field(default_factory=Section)
    to_correct: Section = field(default_factory=Section)
    rejected: Section = field(default_factory=Section)
    ready: Section = field(default_factory=Section)
    changed: Section = field(default_factory=Section)
    others: Section = field(default_factory=Section)
    assumed: dict[str, AssumedRate] = field(default_factory=dict)
    seen_offers: set[int] = field(default_factory=set)
    total: int = 0

    @property
    def assumed_count(self) -> int:
        """Number of offers whose rate was assumed."""
        return len(self.seen_offers)


def digest_of(rows: Iterable[TransactionOutcome]) -> Digest:
    """Return the sections of these rows; memory is bounded except for one hash per offer with an assumed rate."""
    digest = Digest()
    for row in rows:
        digest.total += 1
        _add(digest, row)
        _assume(digest, row)
    return digest


def _add(digest: Digest, row: TransactionOutcome) -> None:
    if row.ksef is KsefChannel.REQUIRED:
        digest.ksef.add(row)
    if row.outcome is Outcome.REJECTED:
        digest.rejected.add(row)
    elif row.outcome in (Outcome.DRAFTED, Outcome.UPDATED, Outcome.MERGED) and row.problems:
        digest.waiting_count += 1
        for problem in {problem.code: problem for problem in reversed(row.problems)}.values():
            digest.waiting.setdefault(problem.code, (problem, Section()))[1].add(row)
    elif row.outcome is Outcome.DRAFTED:
        digest.ready.add(row)
    elif row.outcome is Outcome.UPDATED:
        digest.changed.add(row)
    elif row.outcome is Outcome.ALREADY_ISSUED and row.reasons:
        digest.to_correct.add(row)
    else:
        digest.others.add(row)


def _assume(digest: Digest, row: TransactionOutcome) -> None:
    """Record each offer once; for those that are not shown, only their hash is kept."""
    for assumed in row.assumed_rates:
        key = assumed.offer_id or assumed.name
        if hash(key) in digest.seen_offers:
            continue
        digest.seen_offers.add(hash(key))
        if len(digest.assumed) < MOST_ROWS:
            digest.assumed[key] = assumed
