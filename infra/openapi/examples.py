"""An example of each request's body, by the route; each is checked against its model."""

from typing import Any

_BUYER = {
    "name": "Udix Sp. z o.o.",
    "is_company": True,
    "nip": "5252674798",
    "email": "faktury@udix.example",
    "address": {"street": "ul. Grunwaldzka 182", "postcode": "60-166", "city": "Poznań", "country": "PL"},
}
_MESSAGE = {"subject": "Faktura [[[numer]]]", "body": "Dzień dobry,\n\nw załączniku faktura [[[numer]]]."}

EXAMPLES: dict[str, dict[str, Any]] = {
    "POST /imports": {"kind": "auto", "vat_rate": "23", "extension": "xml"},
    "PATCH /documents/{document_id}": {
        "lines": [{"name": "Kubek z lipą 300 ml", "quantity": "2", "unit_gross": "29.99", "vat_rate": "23"}],
        "notes": "Dziękujemy za zakupy.",
    },
    "POST /documents/{document_id}/resolve": {"code": "unpaid", "choice": "confirm"},
    "POST /documents/{document_id}/copy": {"kind": "invoice"},
    "POST /documents/{document_id}/corrections": {"reason": "zwrot towaru", "lines": [{"line": 1, "quantity": "1"}]},
    "POST /documents/{document_id}/reissue": {"buyer": _BUYER},
    "POST /documents/{document_id}/payments": {"amount": "59.98", "date": "2026-11-24", "method": "WIRE_TRANSFER"},
    "POST /documents/{document_id}/issue": {"issue_date": "2026-11-24", "send_email": True, "message": _MESSAGE},
    "POST /documents/{document_id}/email": {"to": "ksiegowa@example.com", "message": _MESSAGE},
    "POST /documents/email": {"filter": {"email_status": "held"}},
    "POST /documents/{document_id}/emails/{attempt_id}/settle": {"outcome": "sent"},
    "POST /messages/preview": {"document_id": "44b5a655e18d962378149728255a5f1b", "message": _MESSAGE},
    "POST /documents/issue": {"filter": {"ready": True, "from": "2026-11-01", "to": "2026-11-30"}, "dry_run": True},
    "POST /erasures": {"buyer": "jan_kowalski_77"},
    "POST /exports": {"what": "month", "month": "2026-11"},
    "POST /numbers": {"kind": "invoice", "month": "2026-11", "next": 25, "reason": "1-24 z innego programu"},
    "PUT /vat-rules": {"11223344556": {"vat_rate": "8", "gtu": "GTU_01"}, "apply_to_drafts": True},
    "PUT /seller": {
        "name": "Sklep Pod Lipą Anna Nowak",
        "nip": "1111111111",
        "address": {"street": "ul. Lipowa 12", "postcode": "60-101", "city": "Poznań"},
        "bank_account": "95 1010 0000 0000 0000 0000 0001",
        "place": "Poznań",
        "vat_status": "active",
        "default_vat_rate": "23",
        "ksef_mode": "elsewhere",
        "numbering": {"patterns": {"invoice": "{AL }N/MM/RRRR"}, "confirmed": True},
        "messages": {"invoice": _MESSAGE},
        "mail": {"reply_to": "anna@sklep-pod-lipa.example", "send_on_issue": True},
    },
}
