"""Dependencies of forwarding overdue work and files again. Only the reconciler imports this module."""

from collections.abc import Mapping
from functools import partial

from invoicing.domain.imports.upload_keys import CHANGES, PREFIX, parse_changes_key, parse_upload_key
from invoicing.runtime.telemetry.logs import logger
from invoicing.runtime.wiring import adapters, queues
from invoicing.runtime.wiring.clock import now
from invoicing.services.jobs.inbox import InboxDeps
from invoicing.services.jobs.overdue import OverdueDeps


def overdue_deps() -> OverdueDeps:
    return OverdueDeps(
        work=adapters.work(),
        jobs=adapters.jobs(),
        renders=queues.render_queue(),
        mails=queues.mail_queue(),
        machine=queues.job_machine(),
        on_failure=_log_failure,
        clock=now,
    )


def _log_failure(job_id: str, error: Exception) -> None:
    logger.exception("job not started", job_id=job_id, error_type=type(error).__name__)


def inboxes() -> Mapping[str, InboxDeps]:
    """Return the dependencies of re-queueing files, by the prefix of their inbox."""
    uploads = adapters.uploads()
    return {
        PREFIX: InboxDeps(
            files=partial(uploads.inbox, PREFIX), parse=parse_upload_key, queue=queues.import_queue(), clock=now
        ),
        CHANGES: InboxDeps(
            files=partial(uploads.inbox, CHANGES), parse=parse_changes_key, queue=queues.changes_queue(), clock=now
        ),
    }
