"""Descriptions of these routes for the specification; read by `infra/openapi`, not by the handler."""

_OF_DRAFTS = ("already_issued", "stale_version", "try_later")

ROUTES = {
    "PATCH /documents/{document_id}": {
        "tag": "documents",
        "summary": "Change a draft; omitted fields stay as they are",
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
        "summary": "Discard a draft; it is kept",
        "answers": {200: "Document"},
        "refuses": (*_OF_DRAFTS, "already_resolved"),
        "headers": ("ETag",),
    },
    "POST /documents/{document_id}/restore": {
        "tag": "documents",
        "summary": "Restore a discarded draft",
        "answers": {200: "Document"},
        "refuses": _OF_DRAFTS,
        "headers": ("ETag",),
    },
    "POST /documents/{document_id}/resolve": {
        "tag": "documents",
        "summary": "Decide on a problem, or declare that the sale needs no document here",
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
