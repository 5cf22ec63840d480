"""What the specification says of these routes; `infra/openapi` reads it, the handler does not."""

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
