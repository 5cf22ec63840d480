"""A shop whose waiting drafts are in a table that the seller edits."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Self

from invoicing.domain.basics.csv_cells import BOM
from invoicing.domain.documents.document import Document, Order
from invoicing.domain.imports.upload_keys import ChangesKey
from invoicing.services.drafts_table.apply import apply_changes
from invoicing.services.drafts_table.write import write_waiting_sheet
from invoicing.services.imports.ports import Uploaded
from tests.builders import NOW, a_draft, a_line
from tests.shop import Shop


class SheetShop(Shop):
    """A shop with waiting drafts `d-0`, `d-1`, …, the first one the newest."""

    @classmethod
    def with_drafts(cls, *changes) -> Self:
        shop = cls()
        for number, change in enumerate(changes):
            lines = change.pop("lines", (a_line(id=f"line-{number}", offer_id=f"offer-{number}"),))
            order = Order(id=f"order-{number}", ordered_at=NOW.replace(minute=59 - number), total=Decimal("19.99"))
            shop.put(a_draft(id=f"d-{number}", order=order, lines=lines, **change))
        return shop

    def nth(self, number: int) -> Document:
        return self.get(f"d-{number}")

    def table(self) -> list[dict[str, str]]:
        """Write the table and return its rows."""
        write_waiting_sheet("lipa", self.writing_sheets())
        return self.written()

    def written(self) -> list[dict[str, str]]:
        return list(csv.DictReader(StringIO(self.sheets.tables["lipa"].lstrip(BOM)), delimiter=";"))

    def apply(self, rows, *, seller="lipa", may_go_on=True, content: bytes | None = None, minute=0) -> bool:
        """Apply a table with these rows; return whether it is done."""
        uploaded = Uploaded(
            key=f"changes/{seller}/a.csv",
            etag="e",
            at=NOW.replace(minute=minute),
            digest="d" if content != b"too large" else None,
            content=BytesIO(saved(rows) if content is None else content),
        )
        place = ChangesKey(seller_id=seller, file_name="a.csv")
        return apply_changes(place, uploaded, self.applying_sheets(may_go_on=may_go_on))

    def results(self) -> list[str]:
        return [str(row.result) for row in self.sheets.reports[-1][1]]

    def told(self, row=0) -> str:
        return " ".join(self.sheets.reports[-1][1][row].told)


def saved(rows) -> bytes:
    """Save a table as a Polish spreadsheet does."""
    text = StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("cp1250")


def edited(rows, *changes):
    return [{**row, **change} for row, change in zip(rows, changes, strict=True)]


HALF_PAID = {"paid": Decimal("10.00")}
