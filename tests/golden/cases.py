"""The golden cases of `cases/`: a sale as a file gives it, and the document that must come of it, to the grosz.

Where the figures were agreed in other words than the API's, the API's stand here: the rate of a Slovak consumer is
`SK:23`, an exempt line's name has no addition, delivery has its Polish name in every country.
"""

import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from invoicing.domain.documents.kind import NumberedAs
from invoicing.domain.documents.parties import Address, Buyer, VatStatus
from invoicing.domain.sales.sale import Sale, SaleLine
from invoicing.domain.sellers.settings import ForeignVat, Numbering, SellerSettings
from tests.builders import PERSON, a_seller

FOLDER = Path(__file__).parent / "cases"
PATTERNS = {
    NumberedAs.INVOICE: "{FV }N/MM/RRRR",
    NumberedAs.MARGIN_INVOICE: "{FM }N/MM/RRRR",
    NumberedAs.PROFORMA: "{PRO }N/MM/RRRR",
    NumberedAs.RECEIPT: "{PS }N/MM/RRRR",
    NumberedAs.CORRECTION: "{KOR }N/MM/RRRR",
}
LINE = ("name", "quantity", "unit", "unit_gross", "vat_rate", "net", "vat", "gross", "is_delivery")
ROW = ("vat_rate", "net", "vat", "gross")
SUMS = ("net", "vat", "gross")
AMOUNTS = ("quantity", "unit_gross", "net", "vat", "gross")
DIFFERENCE = ("quantity", "net", "vat", "gross")
GOODS = ("name", "quantity", "price", "vat_rate", "deposit")
SETTINGS = {"vat_status": VatStatus, "foreign_b2c": ForeignVat}


def case(name: str) -> dict[str, Any]:
    """Return a case as it is written."""
    return json.loads((FOLDER / f"{name}.json").read_text())


def named(names: tuple[str, ...], values: list[Any]) -> dict[str, Any]:
    """Return a row of a case by its columns; short rows have fewer."""
    return dict(zip(names, values, strict=False))


def seller_of(case: dict[str, Any], **changes: Any) -> SellerSettings:
    """Return the case's seller."""
    told = {name: SETTINGS.get(name, str)(value) for name, value in case.get("settings", {}).items()}
    numbering = Numbering(patterns=PATTERNS, confirmed=True)
    return a_seller(numbering=numbering, **(told | changes))


def buyer_of(case: dict[str, Any]) -> Buyer:
    """Return the case's buyer: Jan Kowalski of Poznań, but for what it says."""
    told = dict(case.get("buyer", {}))
    address = Address(**told.pop("address")) if "address" in told else PERSON.address
    return replace(PERSON, address=address, **told)


def sale_of(case: dict[str, Any], order_id: str = "order-1", **changes: Any) -> Sale:
    """Return the sale as a reader of files would."""
    told = case["sale"] | changes
    lines = tuple(_line(order_id, number, row) for number, row in enumerate(told["goods"], start=1))
    paid_at = _instant(told["paid_at"])
    return Sale(
        position=1,
        order_id=order_id,
        buyer=buyer_of(case),
        lines=lines,
        ordered_at=_instant(told.get("ordered_at")) or paid_at,
        paid_at=paid_at,
        status="SENT",
        delivery=_amount(told.get("delivery")),
        delivery_method=told.get("delivery_method"),
        total=_amount(told["total"]),
        paid=_amount(told["paid"]),
        currency=told.get("currency", "PLN"),
        payment_method=told["payment_method"],
    )


def _line(order_id: str, number: int, row: list[Any]) -> SaleLine:
    told = named(GOODS, row)
    return SaleLine(
        id=f"{order_id}-{number}",
        name=told["name"],
        quantity=Decimal(told["quantity"]),
        price=Decimal(told["price"]),
        vat_rate=told.get("vat_rate"),
        deposit=_amount(told.get("deposit")),
        offer_id=f"offer-{number}",
    )


def _amount(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def day(text: str) -> date:
    """Return a day."""
    return date.fromisoformat(text)


def table(rows: list[list[str]]) -> list[dict[str, str]]:
    """Return a VAT table as the API shows it."""
    return [named(ROW, row) for row in rows]


def shown(expected: dict[str, Any], view: dict[str, Any]) -> dict[str, Any]:
    """Return of an API answer what a case tells of the document, in the case's own form."""
    forms = {
        "lines": lambda: [[line[name] for name in LINE] for line in view["lines"]],
        "totals": lambda: [view["totals"][name] for name in SUMS],
        "by_rate": lambda: [[row[name] for name in ROW] for row in view["totals"]["by_rate"]],
    }
    return {name: forms[name]() if name in forms else view[name] for name in expected}


def shown_correction(expected: dict[str, Any], view: dict[str, Any]) -> dict[str, Any]:
    """Return of a correction's API answer what a case tells of it."""
    sums = {
        name: {
            "totals": [view[name][sum_] for sum_ in SUMS],
            "by_rate": [[row[column] for column in ROW] for row in view[name]["by_rate"]],
        }
        for name in ("before", "after", "difference")
    }
    lines = [
        [
            *(line[name] for name in ("line", "name", "vat_rate")),
            [line["before"][name] for name in AMOUNTS],
            [line["after"][name] for name in AMOUNTS],
            [line["difference"][name] for name in DIFFERENCE],
        ]
        for line in view["lines"]
    ]
    return {name: (sums | {"lines": lines}).get(name, view.get(name)) for name in expected}
