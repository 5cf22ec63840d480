"""One issued document on its way to the buyer, with everything outside in memory."""

from dataclasses import dataclass, field

from invoicing.domain.documents.document import Document
from invoicing.services.documents.rendering import RenderDeps, render_issued
from invoicing.services.issuing.issue_one import IssueDeps, issue_document
from invoicing.services.issuing.prepare import IssueRequest
from invoicing.services.mails.request import MailRequestDeps, request_mail
from invoicing.services.mails.send import SendDeps, send_attempt
from tests.builders import CHECKS, a_draft, a_seller, stored
from tests.fakes.clock import FakeClock
from tests.fakes.documents import InMemoryDocuments
from tests.fakes.mails import InMemoryMails, RecordingMailer
from tests.fakes.pdfs import InMemoryPdfs
from tests.fakes.sellers import InMemorySellers

HERE = ("lipa", "draft-1")


@dataclass
class PostOffice:
    """One issued document on its way to the buyer."""

    documents: InMemoryDocuments = field(default_factory=InMemoryDocuments)
    pdfs: InMemoryPdfs = field(default_factory=InMemoryPdfs)
    mailer: RecordingMailer = field(default_factory=RecordingMailer)
    clock: FakeClock = field(default_factory=FakeClock)
    sellers: InMemorySellers = field(default_factory=lambda: InMemorySellers({"lipa": a_seller()}))
    draft: Document = field(default_factory=a_draft)
    nonce: int = 0

    def __post_init__(self):
        self.mails = InMemoryMails(self.documents)
        self.documents.add("lipa", [stored(self.draft)])

    def issue(self, **request):
        deps = IssueDeps(
            documents=self.documents,
            sellers=self.sellers,
            checks=CHECKS,
            clock=self.clock,
            wait=self.clock.wait,
        )
        issue_document(*HERE, IssueRequest(**request), deps)
        return self

    def render(self, content=b"%PDF-1.7 one"):
        deps = RenderDeps(documents=self.documents, pdfs=self.pdfs, render=lambda _: content, clock=self.clock)
        return render_issued(*HERE, deps)

    def send(self, attempt_id="issue"):
        deps = SendDeps(
            documents=self.documents,
            mails=self.mails,
            sellers=self.sellers,
            pdfs=self.pdfs,
            mailer=self.mailer,
            default_sender="faktury@example.com",
            clock=self.clock,
            wait=self.clock.wait,
        )
        return send_attempt(*HERE, attempt_id, deps)

    def ask(self, to=None, message=None):
        self.nonce += 1
        deps = MailRequestDeps(
            documents=self.documents,
            mails=self.mails,
            sellers=self.sellers,
            clock=self.clock,
        )
        return request_mail(*HERE, f"mail-{self.nonce}", to=to, message=message, by="anna", deps=deps)

    @property
    def attempt(self):
        return self.mails.get(*HERE, "issue")

    @property
    def email(self):
        return self.documents.get(*HERE).summary.email

    @property
    def shown(self):
        return self.email.status
