"""Dependencies of mails: request one, request many in a job, send."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from invoicing.domain.documents.document import Status
from invoicing.runtime.wiring import adapters
from invoicing.runtime.wiring.clock import now
from invoicing.runtime.wiring.documents import matching_in
from invoicing.runtime.wiring.settings import settings

if TYPE_CHECKING:
    from invoicing.services.mails.request import MailRequestDeps
    from invoicing.services.mails.request_many import MailManyDeps
    from invoicing.services.mails.send import SendDeps


def mail_request_deps() -> "MailRequestDeps":
    from invoicing.services.mails.request import MailRequestDeps

    return MailRequestDeps(
        documents=adapters.documents(), mails=adapters.mails(), sellers=adapters.sellers(), clock=now
    )


def mail_many_deps(may_go_on: Callable[[], bool]) -> "MailManyDeps":
    from invoicing.services.mails.request_many import MailManyDeps

    return MailManyDeps(
        jobs=adapters.jobs(),
        manifests=adapters.manifests(),
        drafts=adapters.drafts(),
        sellers=adapters.sellers(),
        matching=matching_in(Status.ISSUED),
        clock=now,
        may_go_on=may_go_on,
    )


def send_deps() -> "SendDeps":
    from invoicing.services.mails.send import SendDeps

    return SendDeps(
        documents=adapters.documents(),
        mails=adapters.mails(),
        sellers=adapters.sellers(),
        pdfs=adapters.pdfs(),
        mailer=adapters.mailer(),
        default_sender=settings().default_sender,
        clock=now,
        wait=time.sleep,
    )
