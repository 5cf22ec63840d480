"""The printed content as JSON for receiving programs: nothing that is not printed."""

from dataclasses import replace
from typing import Any

import msgspec

from invoicing.adapters.pdf.parts.shown import changed_lines, shows_vat, vat_rows
from invoicing.domain.basics.money import ZERO
from invoicing.domain.documents.document import PAPER, SALE, Correction, Document
from invoicing.domain.documents.kind import KINDS
from invoicing.domain.vat.totals import Totals

_DOCUMENT = frozenset({*PAPER, *SALE, "number", "issue_date", "place", "annotations", "paid", "amount_due"})
"""Printed unchanged, in the order of the document's fields."""
_PARTY = ("name", "nip", "tax_id", "address")
_LINE = ("name", "sku", "quantity", "unit", "unit_gross", "vat_rate", "gtu", "gross")
_CHANGE = ("line", "name", "unit", "before", "after", "difference")
_AMOUNTS = ("quantity", "unit_gross", "vat_rate", "gross")
_REFERENCE = ("kind", "number", "issue_date", "ksef_number")
_OF_BUYER = frozenset({"nip", "tax_id"})
"""Buyer's fields that are never on a receipt."""
_OF_VAT = frozenset({"vat_rate", "net", "vat", "net_pln", "vat_pln", "by_rate", "exchange_rate"})
"""Printed only if VAT is shown."""


def attachment_of(document: Document) -> bytes:
    """Return the JSON to attach; the same document gives the same bytes."""
    plain = msgspec.to_builtins(document)
    seller = plain["seller"] or {}
    shown = {
        **{name: value for name, value in plain.items() if name in _DOCUMENT},
        "order_id": (plain["order"] or {}).get("id"),
        "seller": {**_some(seller, _PARTY), "bank_account": seller.get("bank_account")},
        "buyer": _some(plain["buyer"], _PARTY),
        **(_changes(document, document.correction) if document.correction else _sale(plain)),
        "totals": _totals(document.totals),
    }
    if not KINDS[document.evidence_kind].names_buyer:
        shown["buyer"] = _without(shown["buyer"], _OF_BUYER)
        if "before" in shown:
            shown["before"]["buyer"] = _without(shown["before"]["buyer"], _OF_BUYER)
    return msgspec.json.encode(shown if shows_vat(document) else _without(shown, _OF_VAT))


def _sale(plain: dict[str, Any]) -> dict[str, Any]:
    return {"lines": [_some(line, _LINE) for line in plain["lines"]], "charges": plain["charges"]}


def _changes(document: Document, correction: Correction) -> dict[str, Any]:
    """Return a correction's changed lines, and everything else before and after."""
    before, after = msgspec.to_builtins(correction.before), document.state
    changes = [_some(msgspec.to_builtins(change), _CHANGE) for change in changed_lines(document)]
    for change in changes:
        change.update({state: _some(change[state], _AMOUNTS) for state in ("before", "after", "difference")})
    return {
        "corrects": _some(msgspec.to_builtins(document.corrects), _REFERENCE) if document.corrects else None,
        "reason": correction.reason,
        "changes": changes,
        "before": {
            "buyer": _some(before["buyer"], _PARTY),
            "charges": before["charges"],
            "totals": _totals(correction.before.totals),
        },
        "after": {"charges": msgspec.to_builtins(after.charges), "totals": _totals(after.totals)},
        "refund": str(document.refund),
    }


def _totals(totals: Totals) -> dict[str, Any]:
    """Return the totals as in the VAT table: without rows and net of goods under the margin scheme."""
    rows = vat_rows(totals)
    net = None if totals.net is None else sum((row.net for row in rows), ZERO)
    plain = msgspec.to_builtins(replace(totals, net=net, by_rate=tuple(rows)))
    return {name: value for name, value in plain.items() if name != "net_pln"}


def _some(plain: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: plain[name] for name in names if name in plain}


def _without(plain: Any, names: frozenset[str]) -> Any:
    """Return a value without these names, at any depth."""
    if isinstance(plain, dict):
        return {name: _without(value, names) for name, value in plain.items() if name not in names}
    return [_without(value, names) for value in plain] if isinstance(plain, (list, tuple)) else plain
