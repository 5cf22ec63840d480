"""What each use case gets of the outside. Like adapters, use cases are imported by who asks for them."""

import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from invoicing.domain.documents.document import Status
from invoicing.runtime.wiring import adapters as wiring
from invoicing.runtime.wiring.clock import now

if TYPE_CHECKING:
    from invoicing.domain.documents.summary import Summary
    from invoicing.services.documents.listing import Listing
    from invoicing.services.drafts.change import Changing
    from invoicing.services.drafts.copy_as_kind import Making
    from invoicing.services.drafts.vat_memory import Remembering
    from invoicing.services.drafts_table.write import Waiting
    from invoicing.services.issuing.issue_many import IssuingMany
    from invoicing.services.issuing.issue_one import Issuing
    from invoicing.services.jobs.erase import Erasing
    from invoicing.services.mails.request import MailRequests
    from invoicing.services.mails.request_many import MailingMany


def remembering() -> "Remembering":
    from invoicing.services.drafts.vat_memory import Remembering

    return Remembering(
        rules=wiring.rules(),
        drafts=wiring.drafts(),
        lists=wiring.lists(),
        sellers=wiring.sellers(),
        checks=wiring.checks(),
        clock=now,
        wait=time.sleep,
    )


def waiting() -> "Waiting":
    from invoicing.services.drafts_table.write import Waiting

    return Waiting(
        sellers=wiring.sellers(),
        lists=wiring.lists(),
        drafts=wiring.drafts(),
        sheets=wiring.waiting_sheets(),
        checks=wiring.checks(),
        clock=now,
    )


def listing() -> "Listing":
    from invoicing.services.documents.listing import Listing

    return Listing(lists=wiring.lists(), sellers=wiring.sellers(), clock=now)


def changing(by: str) -> "Changing":
    from invoicing.services.drafts.change import Changing

    return Changing(
        documents=wiring.documents(),
        sellers=wiring.sellers(),
        rules=wiring.rules(),
        checks=wiring.checks(),
        clock=now,
        wait=time.sleep,
        by=by,
    )


def making() -> "Making":
    from invoicing.services.drafts.copy_as_kind import Making

    return Making(documents=wiring.documents(), sellers=wiring.sellers(), checks=wiring.checks(), clock=now)


def issuing() -> "Issuing":
    from invoicing.services.issuing.issue_one import Issuing

    return Issuing(
        documents=wiring.documents(), sellers=wiring.sellers(), checks=wiring.checks(), clock=now, wait=time.sleep
    )


def matching_of(*statuses: Status) -> "Callable[[str, Mapping[str, Any]], Iterator[Summary]]":
    """Return what yields the documents in these statuses that a job's filter means."""
    from invoicing.adapters.table.engine.codec import value_of
    from invoicing.services.documents.listing import matching
    from invoicing.services.documents.ports import SummaryFilter

    def documents_of(seller_id: str, wanted: Mapping[str, Any]) -> "Iterator[Summary]":
        chosen = value_of({**wanted, "statuses": list(statuses)}, SummaryFilter)
        return matching(seller_id, chosen, listing())

    return documents_of


def issuing_many(may_go_on: Callable[[], bool]) -> "IssuingMany":
    from invoicing.services.issuing.issue_many import IssuingMany

    return IssuingMany(
        jobs=wiring.jobs(),
        manifests=wiring.manifests(),
        documents=wiring.documents(),
        drafts=wiring.drafts(),
        sellers=wiring.sellers(),
        matching=matching_of(Status.DRAFT),
        checks=wiring.checks(),
        clock=now,
        wait=time.sleep,
        may_go_on=may_go_on,
    )


def mailing_many(may_go_on: Callable[[], bool]) -> "MailingMany":
    from invoicing.services.mails.request_many import MailingMany

    return MailingMany(
        jobs=wiring.jobs(),
        manifests=wiring.manifests(),
        drafts=wiring.drafts(),
        sellers=wiring.sellers(),
        matching=matching_of(Status.ISSUED),
        clock=now,
        may_go_on=may_go_on,
    )


def erasing(may_go_on: Callable[[], bool]) -> "Erasing":
    from invoicing.services.jobs.erase import Erasing

    return Erasing(
        jobs=wiring.jobs(),
        manifests=wiring.manifests(),
        drafts=wiring.drafts(),
        documents=wiring.documents(),
        mails=wiring.mails(),
        matching=matching_of(*Status),
        clock=now,
        may_go_on=may_go_on,
    )


def mail_requests() -> "MailRequests":
    from invoicing.services.mails.request import MailRequests

    return MailRequests(documents=wiring.documents(), mails=wiring.mails(), sellers=wiring.sellers(), clock=now)
