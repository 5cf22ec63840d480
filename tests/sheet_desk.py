"""A seller whose waiting drafts lie in a table that he edits, in memory."""

import csv
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO, StringIO

from invoicing.adapters.files.drafts_table import open_table
from invoicing.domain.basics.csv_cells import BOM
from invoicing.domain.documents.document import Order
from invoicing.domain.drafts_table.report import ChangeRun, RowOutcome
from invoicing.domain.imports.upload_keys import ChangesKey
from invoicing.services.drafts.change import ChangeDeps
from invoicing.services.drafts_table.apply import ApplyDeps, apply_changes
from invoicing.services.drafts_table.write import WaitingSheetDeps, write_waiting_sheet
from invoicing.services.imports.ports import Uploaded
from tests.builders import CHECKS, NOW, a_draft, a_line, a_seller, stored
from tests.fakes.clock import FakeClock
from tests.fakes.documents import InMemoryDocuments
from tests.fakes.lists import InMemoryLists
from tests.fakes.sellers import InMemorySellers


@dataclass
class Sheets:
    """The tables of sellers, and the reports of changes."""

    tables: dict[str, str] = field(default_factory=dict)
    parts: dict[tuple[str, int], tuple[RowOutcome, ...]] = field(default_factory=dict)
    reports: list[tuple[ChangeRun, list[RowOutcome]]] = field(default_factory=list)

    def write(self, seller_id, lines):
        self.tables[seller_id] = BOM + "".join(lines)

    def part(self, run, number):
        return self.parts.get((run.id, number))

    def save_part(self, run, number, rows):
        self.parts[run.id, number] = tuple(rows)

    def finish(self, run, rows):
        self.reports.append((run, list(rows)))


@dataclass
class Desk:
    """A seller with waiting drafts `d-0`, `d-1`, …, the first one the newest."""

    documents: InMemoryDocuments = field(default_factory=InMemoryDocuments)
    sheets: Sheets = field(default_factory=Sheets)
    clock: FakeClock = field(default_factory=FakeClock)
    sellers: InMemorySellers = field(default_factory=lambda: InMemorySellers({"lipa": a_seller()}))

    @classmethod
    def with_drafts(cls, *changes) -> "Desk":
        desk = cls()
        for number, change in enumerate(changes):
            lines = change.pop("lines", (a_line(id=f"line-{number}", offer_id=f"offer-{number}"),))
            order = Order(id=f"order-{number}", ordered_at=NOW.replace(minute=59 - number), total=Decimal("19.99"))
            desk.add(a_draft(id=f"d-{number}", order=order, lines=lines, **change))
        return desk

    def add(self, draft) -> None:
        self.documents.items["lipa", draft.id] = stored(draft)

    def draft(self, number: int):
        return self.documents.get("lipa", f"d-{number}").document

    @property
    def changing(self) -> ChangeDeps:
        return ChangeDeps(
            documents=self.documents,
            sellers=self.sellers,
            rules=self.documents.rules,
            checks=CHECKS,
            clock=self.clock,
            wait=self.clock.wait,
            by="anna",
        )

    @property
    def waiting(self) -> WaitingSheetDeps:
        return WaitingSheetDeps(
            sellers=self.sellers,
            lists=InMemoryLists(self.documents),
            drafts=self.documents,
            write=self.sheets.write,
            checks=CHECKS,
            clock=self.clock,
        )

    def table(self) -> list[dict[str, str]]:
        """Write the table and return its rows."""
        write_waiting_sheet("lipa", self.waiting)
        return self.written()

    def written(self) -> list[dict[str, str]]:
        return list(csv.DictReader(StringIO(self.sheets.tables["lipa"].lstrip(BOM)), delimiter=";"))

    def upload(self, rows, *, seller="lipa", may_go_on=True, content: bytes | None = None, minute=0) -> bool:
        """Apply a table with these rows; return whether it is done."""
        deps = ApplyDeps(
            changing=self.changing,
            drafts=self.documents,
            waiting=self.waiting,
            reports=self.sheets,
            open_table=open_table,
            may_go_on=lambda: may_go_on,
        )
        uploaded = Uploaded(
            key=f"changes/{seller}/a.csv",
            etag="e",
            at=NOW.replace(minute=minute),
            digest="d" if content != b"too large" else None,
            content=BytesIO(saved(rows) if content is None else content),
        )
        return apply_changes(ChangesKey(seller_id=seller, file_name="a.csv"), uploaded, deps)

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
