"""Descriptions of these routes for the specification; read by `infra/openapi`, not by the handler."""

ROUTES = {
    "POST /documents/issue": {
        "tag": "jobs",
        "summary": "Issue many drafts, those that are ready, or show what that would do (`dry_run`)",
        "answers": {200: "Plan", 202: "JobMade"},
        "refuses": ("issue_date_in_future",),
        "example": {"filter": {"ready": True, "from": "2026-11-01", "to": "2026-11-30"}, "dry_run": True},
    },
    "POST /exports": {
        "tag": "jobs",
        "summary": "Export the accountant's month, or one PDF to print",
        "answers": {202: "JobMade"},
        "example": {"what": "month", "month": "2026-11"},
    },
    "GET /jobs": {
        "tag": "jobs",
        "summary": "List jobs, newest first",
        "answers": {200: "JobPage"},
    },
    "GET /jobs/{job_id}": {
        "tag": "jobs",
        "summary": "Show a job and the outcome of each document",
        "answers": {200: "JobReport"},
    },
    "POST /jobs/{job_id}/stop": {
        "tag": "jobs",
        "summary": "Stop a job before its next step",
        "answers": {200: "Job"},
    },
}
