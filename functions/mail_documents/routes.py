"""Descriptions of these routes for the specification; read by `infra/openapi`, not by the handler."""

ROUTES = {
    "POST /documents/{document_id}/email": {
        "tag": "mails",
        "summary": "Send a document, or send it again",
        "answers": {202: "Mail"},
        "refuses": ("not_issued", "pdf_not_ready", "sender_not_confirmed", "try_later"),
        "example": {
            "to": "ksiegowa@example.com",
            "message": {"subject": "Faktura [[[numer]]]", "body": "Dzień dobry,\n\nw załączniku faktura [[[numer]]]."},
        },
    },
    "POST /documents/email": {
        "tag": "mails",
        "summary": "Send many documents",
        "answers": {202: "JobMade"},
        "refuses": ("mails_braked",),
        "example": {"filter": {"email_status": "held"}},
    },
    "POST /documents/{document_id}/emails/{attempt_id}/settle": {
        "tag": "mails",
        "summary": "Settle the outcome of a mail in doubt",
        "answers": {200: "Mail"},
        "refuses": ("mail_not_in_doubt", "try_later"),
        "example": {"outcome": "sent"},
    },
}
