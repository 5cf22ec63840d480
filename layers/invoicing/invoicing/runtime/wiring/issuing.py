"""Dependencies of issuing: one document, or many in a job."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from invoicing.domain.documents.document import Status
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.wiring.documents import matching_in

if TYPE_CHECKING:
    from invoicing.services.issuing.issue_many import IssueManyDeps
    from invoicing.services.issuing.issue_one import IssueDeps


def issue_deps() -> "IssueDeps":
    from invoicing.services.issuing.issue_one import IssueDeps

    return IssueDeps(
        documents=adapters.documents(),
        sellers=adapters.sellers(),
        checks=adapters.checks(),
        clock=now,
        wait=time.sleep,
    )


def issue_many_deps(may_go_on: Callable[[], bool]) -> "IssueManyDeps":
    from invoicing.services.issuing.issue_many import IssueManyDeps

    return IssueManyDeps(
        jobs=adapters.jobs(),
        manifests=adapters.manifests(),
        documents=adapters.documents(),
        drafts=adapters.drafts(),
        sellers=adapters.sellers(),
        matching=matching_in(Status.DRAFT),
        checks=adapters.checks(),
        clock=now,
        wait=time.sleep,
        may_go_on=may_go_on,
    )
