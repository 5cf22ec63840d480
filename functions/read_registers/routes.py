"""Descriptions of these routes for the specification; read by `infra/openapi`, not by the handler."""

ROUTES = {
    "GET /numbers": {
        "tag": "settings",
        "summary": "Show the register of numbers",
        "answers": {200: "Numbers"},
    },
    "GET /vat-rules": {
        "tag": "settings",
        "summary": "Show the VAT rates remembered per offer",
        "answers": {200: "VatRules"},
    },
}
