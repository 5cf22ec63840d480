"""What stands on the paper, as JSON for programs that receive it: nothing that the paper does not show."""

from typing import Any

import msgspec

from invoicing.domain.documents import Document
from invoicing.domain.kinds import Kind

_DOCUMENT = (
    *("kind", "number", "issue_date", "sale_date", "sale_date_label", "due_date", "place", "currency", "paid"),
    *("amount_due", "payment_method", "annotations", "notes"),
)
_PARTY = ("name", "nip", "tax_id", "address")
_LINE = ("name", "sku", "quantity", "unit", "unit_gross", "vat_rate", "gross")
_VAT = ("vat_rate", "net", "vat", "nip", "tax_id", "by_rate")
"""What a receipt never shows."""


def attachment_of(document: Document) -> bytes:
    """Return the attached JSON of a document; the same document gives the same bytes."""
    plain = msgspec.to_builtins(document)
    shown = {
        **_some(plain, _DOCUMENT),
        "order_id": (plain["order"] or {}).get("id"),
        "seller": {**_some(plain["seller"] or {}, _PARTY), "bank_account": (plain["seller"] or {}).get("bank_account")},
        "buyer": _some(plain["buyer"], _PARTY),
        "lines": [_some(line, _LINE) for line in plain["lines"]],
        "charges": plain["charges"],
        "totals": plain["totals"],
    }
    if document.kind is Kind.RECEIPT:
        shown["buyer"] = _without_vat(shown["buyer"])
        shown["lines"] = [_without_vat(line) for line in shown["lines"]]
        shown["totals"] = _without_vat(shown["totals"])
    return msgspec.json.encode(shown)


def _some(plain: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: plain[name] for name in names if name in plain}


def _without_vat(plain: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in plain.items() if name not in _VAT}
