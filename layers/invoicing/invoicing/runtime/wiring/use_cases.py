"""What each use case depends on. Like adapters, use cases are imported by who asks for them."""

import time
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from invoicing.domain.documents.document import Status
from invoicing.runtime.wiring import adapters as wiring
from invoicing.runtime.wiring.clock import now

if TYPE_CHECKING:
    from invoicing.domain.documents.summary import Summary
    from invoicing.services.documents.listing import ListDeps
    from invoicing.services.drafts.change import ChangeDeps
    from invoicing.services.drafts.copy_as_kind import NewDraftDeps
    from invoicing.services.drafts.vat_memory import VatMemoryDeps
    from invoicing.services.drafts_table.write import WaitingSheetDeps
    from invoicing.services.issuing.issue_many import IssueManyDeps
    from invoicing.services.issuing.issue_one import IssueDeps
    from invoicing.services.jobs.erase import EraseDeps
    from invoicing.services.mails.request import MailRequestDeps
    from invoicing.services.mails.request_many import MailManyDeps


def remembering() -> "VatMemoryDeps":
    from invoicing.services.drafts.vat_memory import VatMemoryDeps

    return VatMemoryDeps(
        rules=wiring.rules(),
        drafts=wiring.drafts(),
        lists=wiring.lists(),
        sellers=wiring.sellers(),
        checks=wiring.checks(),
        clock=now,
    )


def waiting() -> "WaitingSheetDeps":
    from invoicing.services.drafts_table.write import WaitingSheetDeps

    return WaitingSheetDeps(
        sellers=wiring.sellers(),
        lists=wiring.lists(),
        drafts=wiring.drafts(),
        sheets=wiring.waiting_sheets(),
        checks=wiring.checks(),
        clock=now,
    )


def listing() -> "ListDeps":
    from invoicing.services.documents.listing import ListDeps

    return ListDeps(lists=wiring.lists(), sellers=wiring.sellers(), clock=now)


def changing(by: str) -> "ChangeDeps":
    from invoicing.services.drafts.change import ChangeDeps

    return ChangeDeps(
        documents=wiring.documents(),
        sellers=wiring.sellers(),
        rules=wiring.rules(),
        checks=wiring.checks(),
        clock=now,
        by=by,
    )


def making() -> "NewDraftDeps":
    from invoicing.services.drafts.copy_as_kind import NewDraftDeps

    return NewDraftDeps(documents=wiring.documents(), sellers=wiring.sellers(), checks=wiring.checks(), clock=now)


def issuing() -> "IssueDeps":
    from invoicing.services.issuing.issue_one import IssueDeps

    return IssueDeps(
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


def issuing_many(may_go_on: Callable[[], bool]) -> "IssueManyDeps":
    from invoicing.services.issuing.issue_many import IssueManyDeps

    return IssueManyDeps(
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


def mailing_many(may_go_on: Callable[[], bool]) -> "MailManyDeps":
    from invoicing.services.mails.request_many import MailManyDeps

    return MailManyDeps(
        jobs=wiring.jobs(),
        manifests=wiring.manifests(),
        drafts=wiring.drafts(),
        sellers=wiring.sellers(),
        matching=matching_of(Status.ISSUED),
        clock=now,
        may_go_on=may_go_on,
    )


def erasing(may_go_on: Callable[[], bool]) -> "EraseDeps":
    from invoicing.services.jobs.erase import EraseDeps

    return EraseDeps(
        jobs=wiring.jobs(),
        manifests=wiring.manifests(),
        drafts=wiring.drafts(),
        documents=wiring.documents(),
        mails=wiring.mails(),
        matching=matching_of(*Status),
        clock=now,
        may_go_on=may_go_on,
    )


def mail_requests() -> "MailRequestDeps":
    from invoicing.services.mails.request import MailRequestDeps

    return MailRequestDeps(documents=wiring.documents(), mails=wiring.mails(), sellers=wiring.sellers(), clock=now)
