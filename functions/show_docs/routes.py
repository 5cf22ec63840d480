"""What the specification says of these routes; `infra/openapi` reads it, the handler does not."""

ROUTES = {
    "GET /openapi.json": {
        "tag": "documentation",
        "summary": "This specification",
        "answers": {200: "object"},
    },
    "GET /docs": {
        "tag": "documentation",
        "summary": "A page to read and to try it",
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
        "summary": "A file of the pages, or a sample to upload",
        "answers": {200: "text"},
        "refuses": ("not_found",),
        "media": "*/*",
    },
}
