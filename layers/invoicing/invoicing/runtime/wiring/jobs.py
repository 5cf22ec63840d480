"""Dependencies of what jobs share: erasing, and putting overdue work on its way again."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from invoicing.domain.documents.document import Status
from invoicing.domain.imports.upload_keys import CHANGES, PREFIX, parse_changes_key, parse_upload_key
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.wiring.documents import matching_in

if TYPE_CHECKING:
    from invoicing.services.jobs.erase import EraseDeps
    from invoicing.services.jobs.inbox import InboxDeps
    from invoicing.services.jobs.overdue import OverdueDeps


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


def overdue_deps() -> "OverdueDeps":
    from invoicing.services.jobs.overdue import OverdueDeps

    return OverdueDeps(
        work=adapters.work(),
        jobs=adapters.jobs(),
        renders=adapters.render_queue(),
        mails=adapters.mail_queue(),
        machine=adapters.job_machine(),
        on_failure=_log_failure,
        clock=now,
    )


def _log_failure(job_id: str, error: Exception) -> None:
    logger.exception("job not started", job_id=job_id, error_type=type(error).__name__)


def inboxes() -> "Mapping[str, InboxDeps]":
    """Return the dependencies of asking again for files, by the prefix of their inbox."""
    from invoicing.services.jobs.inbox import InboxDeps

    uploads = adapters.uploads()
    return {
        PREFIX: InboxDeps(
            files=partial(uploads.inbox, PREFIX), parse=parse_upload_key, queue=adapters.import_queue(), clock=now
        ),
        CHANGES: InboxDeps(
            files=partial(uploads.inbox, CHANGES), parse=parse_changes_key, queue=adapters.changes_queue(), clock=now
        ),
    }
