"""JSON views of imports."""

from collections.abc import Iterable, Mapping
from typing import Any

from invoicing.adapters.table.engine.codec import plain_of
from invoicing.domain.imports.record import Import, TransactionOutcome


def import_view(record: Import) -> dict[str, Any]:
    """Return an import without its rows."""
    view = plain_of(record)
    choices = view.pop("choices")
    for name in ("seller_id", "etag", "digest"):
        del view[name]
    return {"import_id": view.pop("id"), **choices, **view}


def report_view(record: Import, rows: Iterable[TransactionOutcome], links: Mapping[str, str]) -> dict[str, Any]:
    """Return an import with its first rows, and links to the whole report once it exists."""
    return {
        **import_view(record),
        "transactions": [plain_of(row) for row in rows],
        "report_url": links.get("json"),
        "report_page_url": links.get("html"),
    }
