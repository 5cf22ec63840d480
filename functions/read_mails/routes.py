"""Descriptions of these routes for the specification; read by `infra/openapi`, not by the handler."""

ROUTES = {
    "GET /documents/{document_id}/emails": {
        "tag": "mails",
        "summary": "Show the outcome of each mail",
        "answers": {200: "Mails"},
    },
    "POST /messages/preview": {
        "tag": "mails",
        "summary": "Show a message as it would be sent",
        "answers": {200: "Preview"},
        "example": {
            "document_id": "44b5a655e18d962378149728255a5f1b",
            "message": {"subject": "Faktura [[[numer]]]", "body": "Dzień dobry,\n\nw załączniku faktura [[[numer]]]."},
        },
    },
}
