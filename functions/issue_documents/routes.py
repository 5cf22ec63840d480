"""Descriptions of these routes for the specification; read by `infra/openapi`, not by the handler."""

ROUTES = {
    "POST /documents/{document_id}/issue": {
        "tag": "issuing",
        "summary": "Issue a draft; repeating it returns the same document",
        "answers": {200: "Document"},
        "refuses": ("held", "issue_date_in_future", "not_a_draft", "number_used", "try_later"),
        "headers": ("ETag",),
        "example": {
            "issue_date": "2026-11-24",
            "send_email": True,
            "message": {"subject": "Faktura [[[numer]]]", "body": "Dzień dobry,\n\nw załączniku faktura [[[numer]]]."},
        },
    },
}
