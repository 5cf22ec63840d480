"""Dependencies of use cases for the accountant: exports and the register of numbers."""

import time
from typing import TYPE_CHECKING

from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.wiring.documents import filter_of

if TYPE_CHECKING:
    from invoicing.services.books.export_job import ExportJobDeps
    from invoicing.services.books.numbers import NumberDeps


def export_job_deps() -> "ExportJobDeps":
    from invoicing.services.books.export_job import ExportJobDeps

    return ExportJobDeps(
        jobs=adapters.jobs(),
        lists=adapters.lists(),
        drafts=adapters.drafts(),
        numbers=adapters.numbers(),
        pdfs=adapters.pdfs(),
        sellers=adapters.sellers(),
        exports=adapters.exports(),
        filter_of=filter_of,
        clock=now,
    )


def number_deps() -> "NumberDeps":
    from invoicing.services.books.numbers import NumberDeps

    return NumberDeps(
        numbers=adapters.numbers(),
        documents=adapters.documents(),
        sellers=adapters.sellers(),
        clock=now,
        wait=time.sleep,
    )
