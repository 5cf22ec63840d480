"""Descriptions of these routes for the specification; read by `infra/openapi`, not by the handler."""

ROUTES = {
    "POST /imports": {
        "tag": "imports",
        "summary": "Get a grant to upload one sales file",
        "answers": {201: "ImportMade"},
        "example": {"kind": "auto", "vat_rate": "23", "extension": "xml"},
    },
    "GET /imports": {
        "tag": "imports",
        "summary": "List imports, newest first",
        "answers": {200: "ImportPage"},
    },
    "GET /imports/{import_id}": {
        "tag": "imports",
        "summary": "Show an import and its rows",
        "answers": {200: "ImportReport"},
    },
}
