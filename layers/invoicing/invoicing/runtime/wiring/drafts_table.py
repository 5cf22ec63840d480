"""Dependencies of the table of waiting drafts: write it, apply an edited one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.wiring.drafts import change_deps

if TYPE_CHECKING:
    from invoicing.services.drafts_table.apply import ApplyDeps
    from invoicing.services.drafts_table.write import WaitingSheetDeps


def waiting_sheet_deps() -> "WaitingSheetDeps":
    from invoicing.services.drafts_table.write import WaitingSheetDeps

    return WaitingSheetDeps(
        sellers=adapters.sellers(),
        lists=adapters.lists(),
        drafts=adapters.drafts(),
        write=adapters.waiting_sheets().write,
        checks=adapters.checks(),
        clock=now,
    )


def apply_deps(may_go_on: Callable[[], bool]) -> "ApplyDeps":
    from invoicing.adapters.files.drafts_table import open_table
    from invoicing.services.drafts_table.apply import ApplyDeps

    return ApplyDeps(
        changing=change_deps(by=""),
        drafts=adapters.drafts(),
        waiting=waiting_sheet_deps(),
        reports=adapters.change_reports(),
        open_table=open_table,
        may_go_on=may_go_on,
    )
