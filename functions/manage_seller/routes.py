"""Descriptions of these routes for the specification; read by `infra/openapi`, not by the handler."""

ROUTES = {
    "GET /seller": {
        "tag": "settings",
        "summary": "Show the seller's settings",
        "answers": {200: "SellerSettings"},
        "headers": ("ETag",),
    },
    "GET /seller/checklist": {
        "tag": "settings",
        "summary": "Show the questions before the first document, and what is missing",
        "answers": {200: "Checklist"},
    },
    "PUT /seller": {
        "tag": "settings",
        "summary": "Replace the seller's settings",
        "answers": {200: "SellerSettings"},
        "refuses": ("stale_version",),
        "headers": ("ETag",),
        "example": {
            "name": "Sklep Pod Lipą Anna Nowak",
            "nip": "1111111111",
            "address": {"street": "ul. Lipowa 12", "postcode": "60-101", "city": "Poznań"},
            "bank_account": "95 1010 0000 0000 0000 0000 0001",
            "place": "Poznań",
            "vat_status": "active",
            "default_vat_rate": "23",
            "ksef_mode": "elsewhere",
            "numbering": {"patterns": {"invoice": "{AL }N/MM/RRRR"}, "confirmed": True},
            "messages": {
                "invoice": {
                    "subject": "Faktura [[[numer]]]",
                    "body": "Dzień dobry,\n\nw załączniku faktura [[[numer]]].",
                }
            },
            "mail": {"reply_to": "anna@sklep-pod-lipa.example", "send_on_issue": True},
        },
    },
    "POST /numbers": {
        "tag": "settings",
        "summary": "Move a series forward",
        "answers": {201: "Skipped"},
        "refuses": ("number_taken", "try_later"),
        "example": {"kind": "invoice", "month": "2026-11", "next": 25, "reason": "1-24 z innego programu"},
    },
    "POST /erasures": {
        "tag": "jobs",
        "summary": "Erase a buyer's personal data where the law allows it",
        "answers": {202: "JobMade"},
        "example": {"buyer": "jan_kowalski_77"},
    },
}
