"""Descriptions of these routes for the specification; read by `infra/openapi`, not by the handler."""

ROUTES = {
    "GET /documents/{document_id}/preview": {
        "tag": "documents",
        "summary": "Redirect to a draft as it would be printed, with a watermark",
        "answers": {302: None},
        "refuses": ("pdf_not_ready",),
        "headers": ("Location",),
    },
}
