"""Descriptions of these routes for the specification; read by `infra/openapi`, not by the handler."""

ROUTES = {
    "GET /openapi.json": {
        "tag": "documentation",
        "summary": "This specification",
        "answers": {200: "object"},
    },
    "GET /docs": {
        "tag": "documentation",
        "summary": "A page to read the specification and try the API",
        "answers": {200: "text"},
        "media": "text/html",
    },
    "GET /docs/pomoc": {
        "tag": "documentation",
        "summary": "The help, in Polish",
        "answers": {200: "text"},
        "media": "text/html",
    },
    "GET /docs/{file}": {
        "tag": "documentation",
        "summary": "A file of these pages, or a sample to upload",
        "answers": {200: "text"},
        "refuses": ("not_found",),
        "media": "*/*",
    },
}
