"""Dependencies of use cases of drafts: change, copy, correct, remember VAT rates."""

import time
from typing import TYPE_CHECKING

from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now

if TYPE_CHECKING:
    from invoicing.services.drafts.change import ChangeDeps
    from invoicing.services.drafts.copy_as_kind import NewDraftDeps
    from invoicing.services.drafts.vat_memory import VatMemoryDeps


def change_deps(by: str) -> "ChangeDeps":
    """Return the dependencies of a change; `by` is who makes it, as the history names them."""
    from invoicing.services.drafts.change import ChangeDeps

    return ChangeDeps(
        documents=adapters.documents(),
        sellers=adapters.sellers(),
        rules=adapters.rules(),
        checks=adapters.checks(),
        clock=now,
        wait=time.sleep,
        by=by,
    )


def new_draft_deps() -> "NewDraftDeps":
    from invoicing.services.drafts.copy_as_kind import NewDraftDeps

    return NewDraftDeps(documents=adapters.documents(), sellers=adapters.sellers(), checks=adapters.checks(), clock=now)


def vat_memory_deps() -> "VatMemoryDeps":
    from invoicing.services.drafts.vat_memory import VatMemoryDeps

    return VatMemoryDeps(
        rules=adapters.rules(),
        drafts=adapters.drafts(),
        lists=adapters.lists(),
        sellers=adapters.sellers(),
        checks=adapters.checks(),
        clock=now,
        wait=time.sleep,
    )
