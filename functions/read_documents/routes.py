"""What the specification says of these routes; `infra/openapi` reads it, the handler does not."""

ROUTES = {
    "GET /documents": {
        "tag": "documents",
        "summary": "List documents",
        "answers": {200: "DocumentPage"},
    },
    "GET /documents/{document_id}": {
        "tag": "documents",
        "summary": "Show a document",
        "answers": {200: "Document"},
        "headers": ("ETag",),
    },
    "GET /documents/{document_id}/pdf": {
        "tag": "issuing",
        "summary": "Go to a link to the PDF that works for five minutes",
        "answers": {302: None},
        "refuses": ("not_issued", "pdf_not_ready"),
        "headers": ("Location",),
    },
    "GET /documents/{document_id}/history": {
        "tag": "documents",
        "summary": "Who changed what, and when",
        "answers": {200: "History"},
    },
}
