"""POST /documents/issue · POST /exports · GET /jobs · GET /jobs/{id} · POST /jobs/{id}/stop."""

from typing import Any

from aws_lambda_powertools.event_handler import Response

from invoicing.domain.jobs.job import JobKind
from invoicing.runtime.api.asked_jobs import export_job, issue_job
from invoicing.runtime.api.bodies.fields import PathId
from invoicing.runtime.api.bodies.jobs import ExportBody, IssueManyBody
from invoicing.runtime.api.bodies.lists import Cursor, Limit, LongLimit
from invoicing.runtime.api.cursors import opened, sealed
from invoicing.runtime.api.idempotency import made_id
from invoicing.runtime.api.new_jobs import accepted, new_job
from invoicing.runtime.api.resolver import answer, api, caller, entry, seller_id
from invoicing.runtime.api.views.jobs import job_answer, job_view, plan_view
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.wiring.issuing import issue_many_deps

app = api()


@app.post("/documents/issue")
def issue_many(body: IssueManyBody) -> Response[Any]:
    job = issue_job(new_job(made_id(app), seller_id(app), JobKind.ISSUE, caller(app)), body)
    if body.dry_run:
        from invoicing.services.issuing.dry_run import plan

        return answer(plan_view(plan(job, issue_many_deps(lambda: True))))
    return accepted(job)


@app.post("/exports")
def export(body: ExportBody) -> Response[Any]:
    job = new_job(made_id(app), seller_id(app), JobKind(body.what), caller(app))
    return accepted(export_job(job, body))


@app.get("/jobs")
def list_jobs(cursor: Cursor = None, limit: Limit = 50) -> Response[Any]:
    seller = seller_id(app)
    jobs, following = adapters.jobs().page(seller, limit=limit, cursor=opened(cursor, "jobs", seller))
    return answer({"items": [job_view(job) for job in jobs], "cursor": sealed(following, "jobs", seller)})


@app.get("/jobs/<job_id>")
def get_job(job_id: PathId, cursor: Cursor = None, limit: LongLimit = 1_000) -> Response[Any]:
    return job_answer(adapters.jobs().get(seller_id(app), job_id), cursor=cursor, limit=limit)


@app.post("/jobs/<job_id>/stop")
def stop(job_id: PathId) -> Response[Any]:
    return answer(job_view(adapters.jobs().request_stop(seller_id(app), job_id, now())))


lambda_handler = entry(app)
