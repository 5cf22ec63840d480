"""What use cases depend on, in memory: one set of stand-ins, one clock, and the only place that puts them together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from invoicing.adapters.checks.tax_numbers import is_nip
from invoicing.adapters.checks.workdays import is_workday
from invoicing.adapters.files.drafts_table import open_table
from invoicing.adapters.table.drafts import fingerprint
from invoicing.domain.documents.summary import Summary
from invoicing.domain.problems.preflight import Checks
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.services.books.export import ExportDeps
from invoicing.services.documents.listing import ListDeps
from invoicing.services.documents.ports import ActingDeps
from invoicing.services.documents.rendering import RenderDeps
from invoicing.services.drafts.change import ChangeDeps
from invoicing.services.drafts.copy_as_kind import NewDraftDeps
from invoicing.services.drafts.vat_memory import VatMemoryDeps
from invoicing.services.drafts_table.apply import ApplyDeps
from invoicing.services.drafts_table.write import WaitingSheetDeps
from invoicing.services.imports.read_file import ImportDeps
from invoicing.services.issuing.issue_many import IssueManyDeps
from invoicing.services.issuing.issue_one import IssueDeps
from invoicing.services.jobs.erase import EraseDeps
from invoicing.services.mails.request import MailRequestDeps
from invoicing.services.mails.request_many import MailManyDeps
from invoicing.services.mails.send import SendDeps
from tests.builders import a_seller
from tests.fakes.clock import FakeClock
from tests.fakes.documents import InMemoryDocuments
from tests.fakes.exports import InMemoryExports, InMemoryNumbers
from tests.fakes.imports import InMemoryImports, InMemoryReports
from tests.fakes.jobs import InMemoryJobs, InMemoryManifests
from tests.fakes.lists import InMemoryLists
from tests.fakes.mails import InMemoryMails, RecordingMailer
from tests.fakes.pdfs import InMemoryPdfs
from tests.fakes.sellers import InMemorySellers
from tests.fakes.sheets import InMemorySheets

CHECKS = Checks(is_nip=is_nip, is_workday=is_workday)
"""The real ones."""
ME = "anna"


@dataclass
class ShopDeps:
    """One seller, `lipa`. A test that replaces a stand-in (`shop.reports = …`) gets it in all that is put together.

    `turns` says, one after the other, whether a job has time for another step; when they end it always has.
    """

    settings: SellerSettings = field(default_factory=a_seller)
    documents: InMemoryDocuments = field(default_factory=InMemoryDocuments)
    clock: FakeClock = field(default_factory=FakeClock)
    pdfs: InMemoryPdfs = field(default_factory=InMemoryPdfs)
    mailer: RecordingMailer = field(default_factory=RecordingMailer)
    imports: InMemoryImports = field(default_factory=InMemoryImports)
    reports: InMemoryReports = field(default_factory=InMemoryReports)
    manifests: InMemoryManifests = field(default_factory=InMemoryManifests)
    exports: InMemoryExports = field(default_factory=InMemoryExports)
    sheets: InMemorySheets = field(default_factory=InMemorySheets)
    turns: Iterator[bool] = field(default_factory=lambda: iter(()))

    def __post_init__(self) -> None:
        self.sellers = InMemorySellers({"lipa": self.settings})
        self.mails = InMemoryMails(self.documents)
        self.jobs = InMemoryJobs(self.documents)
        self.lists: Any = InMemoryLists(self.documents)
        self.numbers = InMemoryNumbers(self.documents)

    def _matching(self, seller_id: str, _: object) -> Sequence[Summary]:
        return [stored.summary for key, stored in self.documents.items.items() if key[0] == seller_id]

    def _has_time(self) -> bool:
        return next(self.turns, True)

    def importing(self, file: Any, *, may_go_on: bool = True) -> ImportDeps:
        return ImportDeps(
            sellers=self.sellers,
            rules=self.documents.rules,
            drafts=self.documents,
            imports=self.imports,
            reports=self.reports,
            open_sales=lambda _: file,
            making=self.making(),
            fingerprint=fingerprint,
            clock=self.clock,
            wait=self.clock.wait,
            may_go_on=lambda: may_go_on,
        )

    def making(self) -> NewDraftDeps:
        return NewDraftDeps(documents=self.documents, sellers=self.sellers, checks=CHECKS, clock=self.clock)

    def paying(self) -> ActingDeps:
        return ActingDeps(documents=self.documents, clock=self.clock, wait=self.clock.wait, by=ME)

    def changing(self) -> ChangeDeps:
        return ChangeDeps(
            documents=self.documents,
            sellers=self.sellers,
            rules=self.documents.rules,
            checks=CHECKS,
            clock=self.clock,
            wait=self.clock.wait,
            by=ME,
        )

    def applying_rates(self) -> VatMemoryDeps:
        return VatMemoryDeps(
            rules=self.documents.rules,
            drafts=self.documents,
            lists=self.lists,
            sellers=self.sellers,
            checks=CHECKS,
            clock=self.clock,
            wait=self.clock.wait,
        )

    def issuing(self) -> IssueDeps:
        return IssueDeps(
            documents=self.documents,
            sellers=self.sellers,
            checks=CHECKS,
            clock=self.clock,
            wait=self.clock.wait,
        )

    def issuing_many(self) -> IssueManyDeps:
        return IssueManyDeps(
            jobs=self.jobs,
            manifests=self.manifests,
            documents=self.documents,
            drafts=self.documents,
            sellers=self.sellers,
            matching=self._matching,
            checks=CHECKS,
            clock=self.clock,
            wait=self.clock.wait,
            may_go_on=self._has_time,
        )

    def mailing_many(self) -> MailManyDeps:
        return MailManyDeps(
            jobs=self.jobs,
            manifests=self.manifests,
            drafts=self.documents,
            sellers=self.sellers,
            matching=self._matching,
            clock=self.clock,
            may_go_on=self._has_time,
        )

    def erasing(self) -> EraseDeps:
        return EraseDeps(
            jobs=self.jobs,
            manifests=self.manifests,
            drafts=self.documents,
            documents=self.documents,
            mails=self.mails,
            matching=self._matching,
            clock=self.clock,
            may_go_on=self._has_time,
        )

    def rendering(self, content: bytes) -> RenderDeps:
        return RenderDeps(documents=self.documents, pdfs=self.pdfs, render=lambda _: content, clock=self.clock)

    def sending(self) -> SendDeps:
        return SendDeps(
            documents=self.documents,
            mails=self.mails,
            sellers=self.sellers,
            pdfs=self.pdfs,
            mailer=self.mailer,
            default_sender="faktury@example.com",
            clock=self.clock,
            wait=self.clock.wait,
        )

    def asking_for_mail(self) -> MailRequestDeps:
        return MailRequestDeps(documents=self.documents, mails=self.mails, sellers=self.sellers, clock=self.clock)

    def listing(self) -> ListDeps:
        return ListDeps(lists=self.lists, sellers=self.sellers, clock=self.clock)

    def exporting(self) -> ExportDeps:
        return ExportDeps(
            lists=self.lists,
            drafts=self.documents,
            numbers=self.numbers,
            pdfs=self.pdfs,
            sellers=self.sellers,
            exports=self.exports,
        )

    def writing_sheets(self) -> WaitingSheetDeps:
        return WaitingSheetDeps(
            sellers=self.sellers,
            lists=self.lists,
            drafts=self.documents,
            write=self.sheets.write,
            checks=CHECKS,
            clock=self.clock,
        )

    def applying_sheets(self, *, may_go_on: bool = True) -> ApplyDeps:
        return ApplyDeps(
            changing=self.changing(),
            drafts=self.documents,
            waiting=self.writing_sheets(),
            reports=self.sheets,
            open_table=open_table,
            may_go_on=lambda: may_go_on,
        )
