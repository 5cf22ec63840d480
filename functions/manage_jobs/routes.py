"""What the specification says of these routes; `infra/openapi` reads it, the handler does not."""

ROUTES = {
    "POST /documents/issue": {
        "tag": "jobs",
        "summary": "Plan to issue many drafts (`dry_run`), or issue those that are ready",
        "answers": {200: "Plan", 202: "JobMade"},
        "refuses": ("issue_date_in_future",),
        "example": {"filter": {"ready": True, "from": "2026-11-01", "to": "2026-11-30"}, "dry_run": True},
    },
    "POST /exports": {
        "tag": "jobs",
        "summary": "Make the accountant's month, or one PDF to print",
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
        "summary": "Show a job and what became of each document",
        "answers": {200: "JobReport"},
    },
    "POST /jobs/{job_id}/stop": {
        "tag": "jobs",
        "summary": "Stop a job before its next step",
        "answers": {200: "Job"},
    },
}
