"""Descriptions of these routes for the specification; read by `infra/openapi`, not by the handler."""

ROUTES = {
    "POST /documents/{document_id}/copy": {
        "tag": "documents",
        "summary": "Prepare the invoice after a proforma or a confirmation of sale",
        "answers": {201: "Document"},
        "refuses": ("not_issued", "already_replaced", "try_later"),
        "headers": ("ETag",),
        "example": {"kind": "invoice"},
    },
    "POST /documents/{document_id}/corrections": {
        "tag": "documents",
        "summary": "Prepare the correction of an issued document",
        "answers": {201: "Document"},
        "refuses": ("not_issued", "nothing_left_to_correct", "try_later"),
        "headers": ("ETag",),
        "example": {"reason": "zwrot towaru", "lines": [{"line": 1, "quantity": "1"}]},
    },
    "POST /documents/{document_id}/reissue": {
        "tag": "documents",
        "summary": "Prepare a correction to zero and a new document for the right buyer",
        "answers": {201: "Reissued"},
        "refuses": ("not_issued", "already_replaced", "nothing_left_to_correct", "try_later"),
        "example": {
            "buyer": {
                "name": "Udix Sp. z o.o.",
                "is_company": True,
                "nip": "5252674798",
                "email": "faktury@udix.example",
                "address": {"street": "ul. Grunwaldzka 182", "postcode": "60-166", "city": "Poznań", "country": "PL"},
            }
        },
    },
    "POST /documents/{document_id}/payments": {
        "tag": "documents",
        "summary": "Record a payment of an issued document",
        "answers": {201: "Document"},
        "refuses": ("not_issued", "try_later"),
        "headers": ("ETag",),
        "example": {"amount": "59.98", "date": "2026-11-24", "method": "WIRE_TRANSFER"},
    },
}
