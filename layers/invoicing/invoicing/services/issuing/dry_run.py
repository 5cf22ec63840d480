"""Dry run of issuing drafts: provisional numbers, sums, and what is held; nothing is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from invoicing.domain.basics.money import ZERO
from invoicing.domain.jobs.job import Issued, Job, JobOutcome
from invoicing.domain.sellers.settings import KsefMode
from invoicing.services.issuing.issue_many import WINDOW, IssueManyDeps, originals, packing_of, stocked
from invoicing.services.issuing.pack import Shelf, packed
from invoicing.services.jobs.worklist import asked_for

MOST_PLANNED = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Expected outcomes in the order of the request; `sums` by currency are gross, of what would be issued."""

    outcomes: tuple[JobOutcome, ...]
    counts: Mapping[str, int]
    sums: Mapping[str, Decimal]
    is_cut: bool = False


def plan(job: Job, deps: IssueManyDeps) -> Plan:
    """Return what an unstored job would do now. Numbers are provisional: others may take them first.

    Raises: NotFoundError.
    """
    entries = islice(asked_for(job.seller_id, job.ids, job.wanted, deps), MOST_PLANNED + 1)
    ordered = sorted(entries, key=lambda pair: pair[1])
    rest = [entry for entry, _ in ordered[:MOST_PLANNED]]
    settings, shelf = deps.sellers.get(job.seller_id), Shelf({}, {})
    outcomes: list[JobOutcome] = []
    for start in range(0, len(rest), WINDOW):
        window = rest[start : start + WINDOW]
        loaded = deps.drafts.load(job.seller_id, [entry.document_id for entry in window])
        corrected = originals(job.seller_id, loaded.values(), deps)
        while window:
            packing = packing_of(job, settings, deps)
            shelf = stocked(job.seller_id, window, loaded, shelf, packing, deps)
            pack = packed(window, loaded, corrected, shelf, packing)
            outcomes.extend(pack.outcomes)
            window = window[pack.entries :]
            shelf = Shelf({**shelf.last, **pack.taken}, {**shelf.waived, **pack.waived})
            if pack.ends_waiver:
                settings = replace(settings, ksef_mode=KsefMode.HOLD, waiver_ended_on=packing.on)
    return _plan(outcomes, is_cut=len(ordered) > MOST_PLANNED)


def _plan(outcomes: Sequence[JobOutcome], *, is_cut: bool) -> Plan:
    counts: dict[str, int] = {}
    sums: dict[str, Decimal] = {}
    for outcome in outcomes:
        counts[outcome.outcome] = counts.get(outcome.outcome, 0) + 1
        if outcome.outcome is Issued.ISSUED and outcome.gross is not None and outcome.currency:
            sums[outcome.currency] = sums.get(outcome.currency, ZERO) + outcome.gross
    ordered = tuple(sorted(outcomes, key=lambda outcome: outcome.place))
    return Plan(outcomes=ordered, counts=counts, sums=sums, is_cut=is_cut)
