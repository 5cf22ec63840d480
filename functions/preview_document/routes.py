"""What the specification says of these routes; `infra/openapi` reads it, the handler does not."""

ROUTES = {
    "GET /documents/{document_id}/preview": {
        "tag": "documents",
        "summary": "Go to a link to a draft as it would be printed, with a watermark",
        "answers": {302: None},
        "refuses": ("pdf_not_ready",),
        "headers": ("Location",),
    },
}
