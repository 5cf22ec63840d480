"""What the specification says of these routes; `infra/openapi` reads it, the handler does not."""

_OF_DRAFTS = ("already_issued", "stale_version", "try_later")

ROUTES = {
    "PATCH /documents/{document_id}": {
        "tag": "documents",
        "summary": "Change a draft; fields that are not named stay",
        "answers": {200: "Document"},
        "refuses": (*_OF_DRAFTS, "not_a_draft", "version_required"),
        "headers": ("ETag",),
        "example": {
            "lines": [{"name": "Kubek z lipą 300 ml", "quantity": "2", "unit_gross": "29.99", "vat_rate": "23"}],
            "notes": "Dziękujemy za zakupy.",
        },
    },
    "DELETE /documents/{document_id}": {
        "tag": "documents",
        "summary": "Put a draft aside; it is kept",
        "answers": {200: "Document"},
        "refuses": (*_OF_DRAFTS, "already_resolved"),
        "headers": ("ETag",),
    },
    "POST /documents/{document_id}/restore": {
        "tag": "documents",
        "summary": "Take a discarded draft back",
        "answers": {200: "Document"},
        "refuses": _OF_DRAFTS,
        "headers": ("ETag",),
    },
    "POST /documents/{document_id}/resolve": {
        "tag": "documents",
        "summary": "Decide about a problem, or say that the sale needs no document here",
        "answers": {200: "Document"},
        "refuses": (*_OF_DRAFTS, "not_a_draft", "already_resolved"),
        "headers": ("ETag",),
        "example": {"code": "unpaid", "choice": "confirm"},
    },
    "PUT /vat-rules": {
        "tag": "settings",
        "summary": "Remember VAT rates per offer",
        "answers": {200: "Remembered"},
        "refuses": ("try_later",),
        "example": {"11223344556": {"vat_rate": "8", "gtu": "GTU_01"}, "apply_to_drafts": True},
    },
}
