"""Which adapter stands behind which port. Everything is made when first needed and imported there, so that a function
pays only for what it uses.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from invoicing.adapters.table.codec import value_of
from invoicing.adapters.table.documents import DynamoDbDocuments
from invoicing.adapters.table.drafts import DynamoDbDrafts
from invoicing.adapters.table.imports import DynamoDbImports
from invoicing.adapters.table.jobs import DynamoDbJobs
from invoicing.adapters.table.lists import DynamoDbLists
from invoicing.adapters.table.mails import DynamoDbMails
from invoicing.adapters.table.numbers import DynamoDbNumbers
from invoicing.adapters.table.requests import DynamoDbRequests
from invoicing.adapters.table.rules import DynamoDbRules
from invoicing.adapters.table.sellers import DynamoDbPrincipals, DynamoDbSellers
from invoicing.adapters.table.table import Table
from invoicing.adapters.table.work import DynamoDbWork
from invoicing.adapters.tax_numbers import is_nip
from invoicing.adapters.workdays import is_workday
from invoicing.domain.documents import Document, Status
from invoicing.domain.preflight import Checks
from invoicing.domain.summaries import Summary
from invoicing.runtime.clock import now
from invoicing.runtime.settings import settings
from invoicing.services.changing import Changing
from invoicing.services.copying import Making
from invoicing.services.erasing import Erasing
from invoicing.services.issuing import Issuing
from invoicing.services.issuing_many import IssuingMany
from invoicing.services.listing import Listing, matching
from invoicing.services.mail_requests import MailRequests
from invoicing.services.mailing_many import MailingMany
from invoicing.services.ports import SummaryFilter
from invoicing.services.remembering import Remembering
from invoicing.services.waiting import Waiting

if TYPE_CHECKING:
    from invoicing.adapters.buckets import S3Pdfs
    from invoicing.adapters.change_reports import S3ChangeReports
    from invoicing.adapters.exports import S3Exports
    from invoicing.adapters.logos import S3Logos
    from invoicing.adapters.manifests import S3Manifests
    from invoicing.adapters.previews import S3Previews
    from invoicing.adapters.reports import S3Reports
    from invoicing.adapters.ses import SesMailer
    from invoicing.adapters.uploads import S3Uploads
    from invoicing.adapters.waiting_sheets import S3WaitingSheets


@cache
def table() -> Table:
    return Table(settings().table)


@cache
def documents() -> DynamoDbDocuments:
    return DynamoDbDocuments(table())


@cache
def drafts() -> DynamoDbDrafts:
    return DynamoDbDrafts(table())


@cache
def rules() -> DynamoDbRules:
    return DynamoDbRules(table())


@cache
def numbers() -> DynamoDbNumbers:
    return DynamoDbNumbers(table())


@cache
def jobs() -> DynamoDbJobs:
    return DynamoDbJobs(table())


@cache
def requests() -> DynamoDbRequests:
    return DynamoDbRequests(table())


@cache
def lists() -> DynamoDbLists:
    return DynamoDbLists(table())


@cache
def sellers() -> DynamoDbSellers:
    return DynamoDbSellers(table())


@cache
def principals() -> DynamoDbPrincipals:
    return DynamoDbPrincipals(table())


@cache
def mails() -> DynamoDbMails:
    return DynamoDbMails(table())


@cache
def work() -> DynamoDbWork:
    return DynamoDbWork(table())


@cache
def imports() -> DynamoDbImports:
    return DynamoDbImports(table())


@cache
def uploads() -> "S3Uploads":
    from invoicing.adapters import aws, uploads

    return uploads.S3Uploads(aws.s3(), settings().uploads_bucket)


@cache
def reports() -> "S3Reports":
    from invoicing.adapters import aws, reports

    return reports.S3Reports(aws.s3(), settings().reports_bucket)


@cache
def change_reports() -> "S3ChangeReports":
    from invoicing.adapters import aws, change_reports

    return change_reports.S3ChangeReports(aws.s3(), settings().reports_bucket)


@cache
def waiting_sheets() -> "S3WaitingSheets":
    from invoicing.adapters import aws, waiting_sheets

    return waiting_sheets.S3WaitingSheets(aws.s3(), settings().reports_bucket)


@cache
def manifests() -> "S3Manifests":
    from invoicing.adapters import aws, manifests

    return manifests.S3Manifests(aws.s3(), settings().reports_bucket)


@cache
def pdfs() -> "S3Pdfs":
    from invoicing.adapters import aws, buckets

    return buckets.S3Pdfs(aws.s3(), settings().documents_bucket)


@cache
def previews() -> "S3Previews":
    from invoicing.adapters import aws, previews

    return previews.S3Previews(aws.s3(), settings().reports_bucket)


@cache
def logos() -> "S3Logos":
    from invoicing.adapters import aws, logos

    return logos.S3Logos(aws.s3(), settings().documents_bucket)


@cache
def mailer() -> "SesMailer":
    from invoicing.adapters import aws, ses

    return ses.SesMailer(aws.sesv2(), settings().configuration_set)


def sender_state(address: str) -> str:
    """Ask SES about a sender."""
    from invoicing.adapters import aws, ses

    return ses.sender_state(aws.sesv2(), address)


@cache
def checks() -> Checks:
    return Checks(is_nip=is_nip, is_workday=is_workday)


@cache
def checks_of_shown() -> Checks:
    """Return the checks of what a person looks at: letters hold nothing, so issuing need not ask the font."""
    return Checks(is_nip=is_nip, is_workday=is_workday, missing_letters=missing_letters)


def missing_letters(document: Document) -> tuple[str, ...]:
    """Ask the printer's font, which is read by the first draft that is looked at."""
    from invoicing.adapters.pdf.missing import missing_glyphs

    return missing_glyphs(document)


@cache
def exports() -> "S3Exports":
    from invoicing.adapters import aws, exports

    return exports.S3Exports(aws.s3(), settings().reports_bucket)


def remembering() -> Remembering:
    return Remembering(rules=rules(), drafts=drafts(), lists=lists(), sellers=sellers(), checks=checks(), clock=now)


def waiting() -> Waiting:
    return Waiting(
        sellers=sellers(), lists=lists(), drafts=drafts(), sheets=waiting_sheets(), checks=checks(), clock=now
    )


def listing() -> Listing:
    return Listing(lists=lists(), sellers=sellers(), clock=now)


def changing(by: str) -> Changing:
    return Changing(documents=documents(), sellers=sellers(), rules=rules(), checks=checks(), clock=now, by=by)


def making() -> Making:
    return Making(documents=documents(), sellers=sellers(), checks=checks(), clock=now)


def issuing() -> Issuing:
    return Issuing(documents=documents(), sellers=sellers(), checks=checks(), clock=now, wait=time.sleep)


def matching_of(*statuses: Status) -> Callable[[str, Mapping[str, Any]], Iterator[Summary]]:
    """Return what yields the documents in these statuses that a job's filter means."""

    def documents_of(seller_id: str, wanted: Mapping[str, Any]) -> Iterator[Summary]:
        chosen = value_of({**wanted, "statuses": list(statuses)}, SummaryFilter)
        return matching(seller_id, chosen, listing())

    return documents_of


def issuing_many(may_go_on: Callable[[], bool]) -> IssuingMany:
    return IssuingMany(
        jobs=jobs(),
        manifests=manifests(),
        documents=documents(),
        drafts=drafts(),
        sellers=sellers(),
        matching=matching_of(Status.DRAFT),
        checks=checks(),
        clock=now,
        wait=time.sleep,
        may_go_on=may_go_on,
    )


def mailing_many(may_go_on: Callable[[], bool]) -> MailingMany:
    return MailingMany(
        jobs=jobs(),
        manifests=manifests(),
        drafts=drafts(),
        sellers=sellers(),
        matching=matching_of(Status.ISSUED),
        clock=now,
        may_go_on=may_go_on,
    )


def erasing(may_go_on: Callable[[], bool]) -> Erasing:
    return Erasing(
        jobs=jobs(),
        manifests=manifests(),
        drafts=drafts(),
        documents=documents(),
        mails=mails(),
        matching=matching_of(*Status),
        clock=now,
        may_go_on=may_go_on,
    )


def mail_requests() -> MailRequests:
    return MailRequests(documents=documents(), mails=mails(), sellers=sellers(), clock=now)
