"""The shapes of answers about jobs."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from infra.openapi.shape import like, shape
from invoicing.domain.jobs.job import Issued, Job, JobKind, JobOutcome
from invoicing.runtime.api.views.jobs import HIDDEN

Progress = shape("Progress", "Documents done, and how many there are; null until known.", done=int, total=int | None)
_JOB: Mapping[str, Any] = {
    "job_id": str,
    "what": JobKind,
    "progress": Progress,
    "filter": dict[str, Any] | None,
}
Outcome = like(
    "JobOutcome",
    JobOutcome,
    "The outcome of a document; `waiting` and `stopped` ones were not processed.",
    without=("place",),
    not_always=("number", "gross", "currency", "reasons"),
    outcome=Literal[(*(str(outcome) for outcome in Issued), "waiting", "stopped", "would_be_issued")],
)
JobView = like("Job", Job, "A job without its outcomes.", without=(*HIDDEN, "wanted"), **_JOB)
JobPage = shape("JobPage", "Jobs, newest first.", items=list[JobView], cursor=str | None)  # type: ignore[valid-type]
JobReport = like(
    "JobReport",
    Job,
    "A job with its outcomes in the order of the request (`issue`), or the link to its result (`month`, `print`).",
    without=(*HIDDEN, "wanted"),
    not_always=("outcomes", "cursor", "link"),
    outcomes=list[Outcome],  # type: ignore[valid-type]
    cursor=str | None,
    link=str | None,
    **_JOB,
)
JobMade = shape("JobMade", "A job that runs by itself: `GET /jobs/{job_id}`.", job_id=str, status=Literal["waiting"])
Plan = shape(
    "Plan",
    "What a job would do now. Numbers are provisional: others may take them first.",
    provisional=bool,
    to_issue=list[Outcome],  # type: ignore[valid-type]
    held=list[Outcome],  # type: ignore[valid-type]
    others=list[Outcome],  # type: ignore[valid-type]
    counts=dict[str, int],
    sums=dict[str, Decimal],
    is_cut=bool,
)
