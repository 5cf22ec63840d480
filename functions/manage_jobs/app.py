"""POST /documents/issue · POST /exports · GET /jobs · GET /jobs/{id} · POST /jobs/{id}/stop."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response

from invoicing.domain.issue import issue_date
from invoicing.domain.jobs import Job, JobKind
from invoicing.runtime import wiring
from invoicing.runtime.api import answer, api, caller, entry, seller_id
from invoicing.runtime.clock import now
from invoicing.runtime.cursors import opened, sealed
from invoicing.runtime.job_views import job_answer, job_view, plan_view
from invoicing.runtime.named_requests import made_id
from invoicing.runtime.requests.fields import PathId
from invoicing.runtime.requests.jobs import ExportBody, IssueManyBody
from invoicing.runtime.requests.lists import Cursor, Limit, LongLimit
from invoicing.services.planning import plan

app = api()


@app.post("/documents/issue")
def issue_many(body: IssueManyBody) -> Response[Any]:
    at = now()
    job = Job(
        id=made_id(app),
        seller_id=seller_id(app),
        kind=JobKind.ISSUE,
        by=caller(app),
        created_at=at,
        issue_date=issue_date(body.issue_date, at),
        send_email=body.send_email,
        message=body.message.value() if body.message else None,
        ids=tuple(body.ids or ()),
        wanted=body.wanted,
    )
    if body.dry_run:
        return answer(plan_view(plan(job, wiring.issuing_many(lambda: True))))
    return made(job)


@app.post("/exports")
def export(body: ExportBody) -> Response[Any]:
    kind, seller, by = JobKind(body.what), seller_id(app), caller(app)
    job = Job(id=made_id(app), seller_id=seller, kind=kind, by=by, created_at=now())
    return made(replace(job, month=body.month, wanted=body.wanted))


def made(job: Job) -> Response[Any]:
    """Store the job, which is what starts it; one that was asked for before is told again."""
    wiring.jobs().create(job)
    return answer({"job_id": job.id, "status": "waiting"}, status=HTTPStatus.ACCEPTED)


@app.get("/jobs")
def list_jobs(cursor: Cursor = None, limit: Limit = 50) -> Response[Any]:
    seller = seller_id(app)
    jobs, following = wiring.jobs().page(seller, limit=limit, cursor=opened(cursor, "jobs", seller))
    return answer({"items": [job_view(job) for job in jobs], "cursor": sealed(following, "jobs", seller)})


@app.get("/jobs/<job_id>")
def get_job(job_id: PathId, cursor: Cursor = None, limit: LongLimit = 1_000) -> Response[Any]:
    return job_answer(wiring.jobs().get(seller_id(app), job_id), cursor=cursor, limit=limit)


@app.post("/jobs/<job_id>/stop")
def stop(job_id: PathId) -> Response[Any]:
    return answer(job_view(wiring.jobs().request_stop(seller_id(app), job_id, now())))


lambda_handler = entry(app)
