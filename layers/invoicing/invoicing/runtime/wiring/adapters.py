"""The adapter behind each port, imported and created on first use, so that a function pays only for what it uses."""

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from invoicing.runtime.wiring.settings import settings

if TYPE_CHECKING:
    from invoicing.adapters.s3.change_reports import S3ChangeReports
    from invoicing.adapters.s3.drafts_table import S3WaitingSheets
    from invoicing.adapters.s3.exports import S3Exports
    from invoicing.adapters.s3.import_reports import S3Reports
    from invoicing.adapters.s3.logos import S3Logos
    from invoicing.adapters.s3.manifests import S3Manifests
    from invoicing.adapters.s3.pdfs import S3Pdfs
    from invoicing.adapters.s3.previews import S3Previews
    from invoicing.adapters.s3.uploads import S3Uploads
    from invoicing.adapters.ses.mailer import SesMailer
    from invoicing.adapters.table.documents import DynamoDbDocuments
    from invoicing.adapters.table.drafts import DynamoDbDrafts
    from invoicing.adapters.table.engine.table import Table
    from invoicing.adapters.table.imports import DynamoDbImports
    from invoicing.adapters.table.jobs import DynamoDbJobs
    from invoicing.adapters.table.lists import DynamoDbLists
    from invoicing.adapters.table.mails import DynamoDbMails
    from invoicing.adapters.table.numbers import DynamoDbNumbers
    from invoicing.adapters.table.principals import DynamoDbPrincipals
    from invoicing.adapters.table.requests import DynamoDbRequests
    from invoicing.adapters.table.rules import DynamoDbRules
    from invoicing.adapters.table.sellers import DynamoDbSellers
    from invoicing.adapters.table.work import DynamoDbWork
    from invoicing.domain.documents.document import Document
    from invoicing.domain.problems.preflight import Checks


@cache
def table() -> "Table":
    from invoicing.adapters.table.engine.table import Table

    return Table(settings().table)


@cache
def documents() -> "DynamoDbDocuments":
    from invoicing.adapters.table.documents import DynamoDbDocuments

    return DynamoDbDocuments(table())


@cache
def drafts() -> "DynamoDbDrafts":
    from invoicing.adapters.table.drafts import DynamoDbDrafts

    return DynamoDbDrafts(table())


@cache
def rules() -> "DynamoDbRules":
    from invoicing.adapters.table.rules import DynamoDbRules

    return DynamoDbRules(table())


@cache
def numbers() -> "DynamoDbNumbers":
    from invoicing.adapters.table.numbers import DynamoDbNumbers

    return DynamoDbNumbers(table())


@cache
def jobs() -> "DynamoDbJobs":
    from invoicing.adapters.table.jobs import DynamoDbJobs

    return DynamoDbJobs(table())


@cache
def requests() -> "DynamoDbRequests":
    from invoicing.adapters.table.requests import DynamoDbRequests

    return DynamoDbRequests(table())


@cache
def lists() -> "DynamoDbLists":
    from invoicing.adapters.table.lists import DynamoDbLists

    return DynamoDbLists(table())


@cache
def sellers() -> "DynamoDbSellers":
    from invoicing.adapters.table.sellers import DynamoDbSellers

    return DynamoDbSellers(table())


@cache
def principals() -> "DynamoDbPrincipals":
    from invoicing.adapters.table.principals import DynamoDbPrincipals

    return DynamoDbPrincipals(table())


@cache
def mails() -> "DynamoDbMails":
    from invoicing.adapters.table.mails import DynamoDbMails

    return DynamoDbMails(table())


@cache
def work() -> "DynamoDbWork":
    from invoicing.adapters.table.work import DynamoDbWork

    return DynamoDbWork(table())


@cache
def imports() -> "DynamoDbImports":
    from invoicing.adapters.table.imports import DynamoDbImports

    return DynamoDbImports(table())


@cache
def uploads() -> "S3Uploads":
    from invoicing.adapters import aws
    from invoicing.adapters.s3.uploads import S3Uploads

    return S3Uploads(aws.s3(), settings().uploads_bucket)


@cache
def reports() -> "S3Reports":
    from invoicing.adapters import aws
    from invoicing.adapters.s3.import_reports import S3Reports

    return S3Reports(aws.s3(), settings().reports_bucket)


@cache
def change_reports() -> "S3ChangeReports":
    from invoicing.adapters import aws
    from invoicing.adapters.s3.change_reports import S3ChangeReports

    return S3ChangeReports(aws.s3(), settings().reports_bucket)


@cache
def waiting_sheets() -> "S3WaitingSheets":
    from invoicing.adapters import aws
    from invoicing.adapters.s3.drafts_table import S3WaitingSheets

    return S3WaitingSheets(aws.s3(), settings().reports_bucket)


@cache
def manifests() -> "S3Manifests":
    from invoicing.adapters import aws
    from invoicing.adapters.s3.manifests import S3Manifests

    return S3Manifests(aws.s3(), settings().reports_bucket)


@cache
def pdfs() -> "S3Pdfs":
    from invoicing.adapters import aws
    from invoicing.adapters.s3.pdfs import S3Pdfs

    return S3Pdfs(aws.s3(), settings().documents_bucket)


@cache
def previews() -> "S3Previews":
    from invoicing.adapters import aws
    from invoicing.adapters.s3.previews import S3Previews

    return S3Previews(aws.s3(), settings().reports_bucket)


@cache
def logos() -> "S3Logos":
    from invoicing.adapters import aws
    from invoicing.adapters.s3.logos import S3Logos

    return S3Logos(aws.s3(), settings().documents_bucket)


@cache
def mailer() -> "SesMailer":
    from invoicing.adapters import aws
    from invoicing.adapters.ses.mailer import SesMailer

    return SesMailer(aws.sesv2(), settings().configuration_set)


def sender_state(address: str) -> str:
    """Return the state of a sender in SES."""
    from invoicing.adapters import aws
    from invoicing.adapters.ses import mailer

    return mailer.sender_state(aws.sesv2(), address)


@cache
def exports() -> "S3Exports":
    from invoicing.adapters import aws
    from invoicing.adapters.s3.exports import S3Exports

    return S3Exports(aws.s3(), settings().reports_bucket)


@cache
def checks() -> "Checks":
    from invoicing.adapters.checks.tax_numbers import is_nip
    from invoicing.adapters.checks.workdays import is_workday
    from invoicing.domain.problems.preflight import Checks

    return Checks(is_nip=is_nip, is_workday=is_workday)


@cache
def checks_of_shown() -> "Checks":
    """Return the checks for drafts that are shown; missing letters hold nothing, so issuing does not read the font."""
    return replace(checks(), missing_letters=missing_letters)


def missing_letters(document: "Document") -> tuple[str, ...]:
    """Return the letters that the font of PDFs lacks; the font is read with the first draft that is shown."""
    from invoicing.adapters.pdf.drawing.missing import missing_glyphs

    return missing_glyphs(document)
