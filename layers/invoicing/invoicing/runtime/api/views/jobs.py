"""JSON views of jobs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.event_handler import Response

from invoicing.adapters.table.engine.codec import plain_of
from invoicing.domain.jobs.job import MANIFEST_KINDS, Issued, Job, JobOutcome, JobStatus
from invoicing.runtime.api.cursors import opened_number, sealed
from invoicing.runtime.api.resolver import answer
from invoicing.runtime.wiring import adapters

if TYPE_CHECKING:
    from invoicing.services.issuing.dry_run import Plan

HIDDEN = ("id", "seller_id", "ids", "parts", "position", "total", "message", "key", "buyer", "execution")
SHOWN_IN_THE_CONSOLE = 100
"""Documents per list in a dry run's output: an execution carries at most 256 KB from state to state."""


def job_view(job: Job) -> dict[str, Any]:
    """Return a job without its outcomes; `progress` counts documents."""
    view = {name: value for name, value in plain_of(job).items() if name not in HIDDEN}
    view["filter"] = view.pop("wanted")
    progress = {"done": job.position, "total": job.total if job.total is not None else len(job.ids) or None}
    return {"job_id": job.id, "what": job.kind, "progress": progress, **view}


def job_answer(job: Job, *, cursor: str | None, limit: int) -> Response[str]:
    """Return a job with its outcomes in the order of the request, or with the link to the file it made."""
    view = job_view(job)
    if job.kind not in MANIFEST_KINDS:
        view["link"] = adapters.exports().link(job.key) if job.key and job.status is JobStatus.DONE else None
        return answer(view)
    start, outcomes = opened_number(cursor, "outcomes", job.seller_id, job.id), list(_outcomes(job))
    page = outcomes[start : start + limit]
    view["outcomes"] = page
    following = start + limit if start + limit < len(outcomes) else None
    view["cursor"] = sealed(following, "outcomes", job.seller_id, job.id)
    return answer(view)


def _outcomes(job: Job) -> Iterator[dict[str, Any]]:
    """Yield one outcome per document; those not processed are `waiting`, or `stopped` with the job."""
    known = {outcome.place: outcome for outcome in adapters.jobs().outcomes(job.seller_id, job.id)}
    missing = "stopped" if job.status is JobStatus.STOPPED else "waiting"
    places = {place: document_id for place, document_id in enumerate(dict.fromkeys(job.ids))}
    if job.total is not None:
        manifest = adapters.manifests().load(job.seller_id, job.id)
        places = {entry.place: entry.document_id for entry in manifest}
    for place, document_id in sorted(places.items()):
        done = known.get(place)
        yield outcome_view(done) if done else {"document_id": document_id, "outcome": missing}


def outcome_view(outcome: JobOutcome) -> dict[str, Any]:
    """Return the outcome of a document."""
    view = plain_of(outcome)
    del view["place"]
    return dict(view)


def short_plan(plan: "Plan") -> dict[str, Any]:
    """Return a plan for the console: sums and the first documents, with codes only, as executions are kept."""
    issued = [outcome for outcome in plan.outcomes if outcome.outcome is Issued.ISSUED]
    held = [outcome for outcome in plan.outcomes if outcome.outcome is Issued.HELD]
    return {
        "provisional": True,
        "counts": dict(plan.counts),
        "sums": plain_of(plan.sums),
        "to_issue": [f"{one.number} ({one.document_id})" for one in issued[:SHOWN_IN_THE_CONSOLE]],
        "held": {one.document_id: [reason.code for reason in one.reasons] for one in held[:SHOWN_IN_THE_CONSOLE]},
        "is_cut": plan.is_cut or max(len(issued), len(held)) > SHOWN_IN_THE_CONSOLE,
    }


def plan_view(plan: "Plan") -> dict[str, Any]:
    """Return what a job would do; the numbers are provisional."""
    outcomes = [outcome_view(outcome) for outcome in plan.outcomes]
    ready = [outcome for outcome in outcomes if outcome["outcome"] == Issued.ISSUED]
    return {
        "provisional": True,
        "to_issue": [{**outcome, "outcome": "would_be_issued"} for outcome in ready],
        "held": [outcome for outcome in outcomes if outcome["outcome"] == Issued.HELD],
        "others": [outcome for outcome in outcomes if outcome["outcome"] not in (Issued.ISSUED, Issued.HELD)],
        "counts": plan.counts,
        "sums": plain_of(plan.sums),
        "is_cut": plan.is_cut,
    }
