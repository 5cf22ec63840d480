"""Dependencies of reading a sales file. Only the importer imports this module, as it brings all readers."""

import time
from collections.abc import Callable

from invoicing.adapters.allegro import open_sales
from invoicing.adapters.table.drafts import fingerprint
from invoicing.runtime.telemetry.counts import count_import
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.wiring.drafts import new_draft_deps
from invoicing.services.imports.read_file import ImportDeps


def import_deps(may_go_on: Callable[[], bool]) -> ImportDeps:
    return ImportDeps(
        sellers=adapters.sellers(),
        rules=adapters.rules(),
        drafts=adapters.drafts(),
        imports=adapters.imports(),
        reports=adapters.reports(),
        open_sales=open_sales,
        making=new_draft_deps(),
        fingerprint=fingerprint,
        clock=now,
        wait=time.sleep,
        on_finished=count_import,
        may_go_on=may_go_on,
    )
