"""Dependencies of jobs that belong to no other module: erasing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from invoicing.domain.documents.document import Status
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.wiring.documents import matching_in

if TYPE_CHECKING:
    from invoicing.services.jobs.erase import EraseDeps


def erase_deps(may_go_on: Callable[[], bool]) -> "EraseDeps":
    from invoicing.services.jobs.erase import EraseDeps

    return EraseDeps(
        jobs=adapters.jobs(),
        manifests=adapters.manifests(),
        drafts=adapters.drafts(),
        documents=adapters.documents(),
        mails=adapters.mails(),
        matching=matching_in(*Status),
        clock=now,
        may_go_on=may_go_on,
    )
