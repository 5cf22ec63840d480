"""JSON views of numbers."""

from typing import Any

from invoicing.adapters.table.engine.codec import plain_of
from invoicing.services.books.numbers import RegisterPage


def register_view(page: RegisterPage) -> dict[str, Any]:
    """Return a page of a series; there should be no gaps."""
    gaps = [{"first": first, "last": last} for first, last in page.gaps]
    return {"items": [plain_of(entry) for entry in page.items], "gaps": gaps}
