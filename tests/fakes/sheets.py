"""The tables of waiting drafts in memory, and the reports of what was changed by them."""

from dataclasses import dataclass, field

from invoicing.domain.basics.csv_cells import BOM
from invoicing.domain.drafts_table.report import ChangeRun, RowOutcome


@dataclass
class InMemorySheets:
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
