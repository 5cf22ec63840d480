"""Descriptions of these routes for the specification; read by `infra/openapi`, not by the handler."""

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
        "summary": "Redirect to the PDF, by a link that works for five minutes",
        "answers": {302: None},
        "refuses": ("not_issued", "pdf_not_ready"),
        "headers": ("Location",),
    },
    "GET /documents/{document_id}/history": {
        "tag": "documents",
        "summary": "Show who changed what, and when",
        "answers": {200: "History"},
    },
}
