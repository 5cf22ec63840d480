"""A seller's whole shop in memory: files come in, drafts are decided, issued, mailed and corrected by the services."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, Self

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.documents.correction import CorrectionRequest, LineCorrection
from invoicing.domain.documents.document import Document, Message
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.parties import Buyer
from invoicing.domain.documents.summary import Email, EmailStatus, Pdf
from invoicing.domain.imports.record import Import, ImportStatus, Outcome, TransactionOutcome
from invoicing.domain.imports.upload_keys import granted_key, parse_upload_key
from invoicing.domain.jobs.job import Issued, Job, JobKind
from invoicing.domain.mails.attempt import MailAttempt
from invoicing.domain.problems.preflight import find_problems
from invoicing.domain.problems.problem import Problem
from invoicing.domain.sales.drafting import ImportChoices
from invoicing.domain.sales.sale import Rejected, Sale
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.runtime.api.views.documents import document_view
from invoicing.services.documents.paying import note_payment
from invoicing.services.documents.ports import Stored
from invoicing.services.documents.rendering import render_issued
from invoicing.services.drafts.copy_as_kind import copy_document
from invoicing.services.drafts.correct import correct, reissue
from invoicing.services.drafts.decide import decide
from invoicing.services.drafts.edit_fields import edit_draft
from invoicing.services.imports.ports import Uploaded
from invoicing.services.imports.read_file import Resume, import_slice
from invoicing.services.issuing.issue_many import issue_step
from invoicing.services.issuing.issue_one import issue_document
from invoicing.services.issuing.prepare import IssueRequest
from invoicing.services.jobs.erase import erase_step
from invoicing.services.mails.request import request_mail
from invoicing.services.mails.request_many import mail_step
from invoicing.services.mails.send import send_attempt
from tests.builders import a_draft, a_seller, stored
from tests.fakes.imports import ListedSales
from tests.shop_deps import CHECKS, ME, ShopDeps

FROM_THE_START = Resume()
DRAFT = "draft-1"
"""The id of the draft that `a_draft` builds."""
HERE = ("lipa", DRAFT)
FILE = "uploads/lipa/a.xml"


class Shop(ShopDeps):
    """One seller, `lipa`, who does everything by the services, with everything kept in memory."""

    uploads = 0
    requests = 0

    @property
    def now(self) -> SellerSettings:
        """The settings as they are now."""
        return self.sellers.get("lipa")

    def at(self, instant: datetime | str) -> Self:
        """Turn the clock to this instant."""
        self.clock.at = datetime.fromisoformat(instant) if isinstance(instant, str) else instant
        return self

    def put(self, *drafts: Document) -> Self:
        """Store these drafts as if they had been imported."""
        for draft in drafts:
            self.documents.items["lipa", draft.id] = stored(draft, self.now)
        return self

    # Files

    def upload(self, *sales: Sale | Rejected, key: str | None = None, file: Any = None, **choices: Any) -> Import:
        """Import a file with these sales to its end; with `choices` it is one that the API granted."""
        self.uploads += 1
        key = key or (self._grant(ImportChoices(**choices)) if choices else FILE)
        numbered = [replace(sale, position=position) for position, sale in enumerate(sales, start=1)]
        resume: Resume | None = FROM_THE_START
        while resume is not None:
            resume = self.slice(file or ListedSales(numbered), resume, key)
        return self.reports.finished[-1]

    def _grant(self, choices: ImportChoices) -> str:
        import_id = f"import-{self.uploads}"
        record = Import(
            id=import_id, seller_id="lipa", status=ImportStatus.WAITING, choices=choices, created_at=self.clock.at
        )
        self.imports.save(record)
        return granted_key("lipa", import_id, "xml")

    def slice(
        self, file: Any, resume: Resume = FROM_THE_START, key: str = FILE, *, may_go_on: bool = True
    ) -> Resume | None:
        """Read the file of the last upload, or a slice of it."""
        place = parse_upload_key(key)
        assert place is not None
        content = repr(file).encode()
        digest = hashlib.sha256(content).hexdigest()
        uploaded = Uploaded(
            key=key, etag=f"e-{self.uploads}", at=self.clock.at, digest=digest, content=BytesIO(content)
        )
        return import_slice(place, uploaded, resume, self.importing(file, may_go_on=may_go_on))

    def rows(self, *sales: Sale | Rejected, **how: Any) -> tuple[TransactionOutcome, ...]:
        """Import a file with these sales and return the outcome of each."""
        return self.reports.rows(self.upload(*sales, **how).id)

    def outcomes(self, *sales: Sale | Rejected, **how: Any) -> list[Outcome]:
        return [row.outcome for row in self.rows(*sales, **how)]

    def draft(self, sale: Sale, **choices: Any) -> str:
        """Import one sale and return the id of its document."""
        return self.drafts(sale, **choices)[0]

    def drafts(self, *sales: Sale, **choices: Any) -> list[str]:
        """Import a file with these sales and return the ids of their documents."""
        return [row.document_id for row in self.rows(*sales, **choices) if row.document_id]

    # Documents

    def get(self, document_id: str = DRAFT) -> Document:
        return self.documents.get("lipa", document_id).document

    def everything(self) -> list[Document]:
        return [there.document for there in self.documents.items.values()]

    def of_order(self, order_id: str) -> Document:
        return next(document for document in self.everything() if document.order and document.order.id == order_id)

    def problems(self, document_id: str) -> dict[str, Problem]:
        """Return the problems that a draft has now, by code."""
        found = find_problems(self.get(document_id), self.now, CHECKS, warsaw_date(self.clock.at))
        return {problem.code: problem for problem in found}

    def held_by(self, document_id: str) -> set[str]:
        """Return the codes that hold a draft now."""
        return {code for code, problem in self.problems(document_id).items() if problem.holds}

    def edit(self, document_id: str, **changes: Any) -> Document:
        version = self.get(document_id).version
        return edit_draft("lipa", document_id, changes, version=version, deps=self.changing()).document

    def edit_lines(self, document_id: str, **changes: Any) -> Document:
        """Change something of all lines that are goods."""
        lines = self.get(document_id).lines
        changed = tuple(line if line.is_delivery else replace(line, **changes) for line in lines)
        return self.edit(document_id, lines=changed)

    def decide(self, document_id: str, code: str, choice: str) -> Document:
        return decide("lipa", document_id, code, choice, self.changing()).document

    def issue(self, document_id: str = DRAFT, **request: Any) -> Document:
        return issue_document("lipa", document_id, IssueRequest(**request), self.issuing()).document

    def copy(self, document_id: str, kind: Kind = Kind.INVOICE) -> str:
        return copy_document("lipa", document_id, kind, self.making()).document.id

    def correct(
        self,
        document_id: str,
        *lines: LineCorrection,
        reason: str = "zwrot towaru",
        whole: bool = False,
        buyer: Buyer | None = None,
        nonce: str | None = None,
    ) -> str:
        """Prepare a correction and return the id of its draft; without a `nonce` it is a deliberate new one."""
        self.requests += 1
        nonce = nonce or f"request-{self.requests}"
        request = CorrectionRequest(reason=reason, lines=lines, whole=whole, buyer=buyer)
        return correct("lipa", document_id, request, nonce, self.making()).document.id

    def reissue(self, document_id: str, buyer: Buyer) -> tuple[Stored, Stored]:
        return reissue("lipa", document_id, buyer, self.making())

    def pay(self, document_id: str, amount: str, nonce: str = "1", *, on: Any, by: str = "WIRE_TRANSFER") -> Stored:
        return note_payment("lipa", document_id, Decimal(amount), on, by, nonce, self.paying())

    def view(self, document_id: str) -> dict[str, Any]:
        """Return a document as the API's JSON shows it."""
        today = warsaw_date(self.clock.at)
        return json.loads(json.dumps(document_view(self.documents.get("lipa", document_id), self.now, CHECKS, today)))

    def counters(self) -> dict[str, int]:
        """Return the last number of each series and period."""
        return {f"{series} {period}": last for (_, series, period), last in self.documents.counters.items()}

    # Mails

    def render(self, content: bytes = b"%PDF-1.7 one", document_id: str = DRAFT) -> Pdf:
        return render_issued("lipa", document_id, self.rendering(content))

    def send(self, attempt_id: str = "issue", document_id: str = DRAFT) -> EmailStatus:
        return send_attempt("lipa", document_id, attempt_id, self.sending())

    def ask_for_mail(
        self, to: str | None = None, message: Message | None = None, document_id: str = DRAFT
    ) -> MailAttempt:
        self.requests += 1
        name = f"mail-{self.requests}"
        return request_mail("lipa", document_id, name, to=to, message=message, by=ME, deps=self.asking_for_mail())

    def attempt(self, attempt_id: str = "issue", document_id: str = DRAFT) -> MailAttempt:
        return self.mails.get("lipa", document_id, attempt_id)

    def email(self, document_id: str = DRAFT) -> Email:
        return self.documents.get("lipa", document_id).summary.email

    # Jobs

    def begin(self, kind: JobKind, *ids: str, job_id: str = "job-1", **more: Any) -> Job:
        """Store a job of which no step has run."""
        job = Job(id=job_id, seller_id="lipa", kind=kind, by=ME, created_at=self.clock.at, ids=ids, **more)
        self.jobs.create(job)
        return job

    def step(self, job_id: str = "job-1") -> bool:
        """Run a step of a job; return whether another one must follow."""
        match self.jobs.get("lipa", job_id).kind:
            case JobKind.ISSUE:
                return issue_step("lipa", job_id, self.issuing_many())
            case JobKind.MAIL:
                return mail_step("lipa", job_id, self.mailing_many())
            case JobKind.ERASE:
                return erase_step("lipa", job_id, self.erasing())
            case other:
                raise ValueError(other)

    def finish(self, job_id: str = "job-1") -> Job:
        """Run all steps of a job that are left."""
        while self.step(job_id):
            pass
        return self.jobs.get("lipa", job_id)

    def issue_many(self, *ids: str, **more: Any) -> Job:
        return self.finish(self.begin(JobKind.ISSUE, *ids, **more).id)

    def mail_many(self, *ids: str, **more: Any) -> Job:
        return self.finish(self.begin(JobKind.MAIL, *ids, **more).id)

    def erase(self, buyer: str, job_id: str = "job-1") -> Job:
        return self.finish(self.begin(JobKind.ERASE, job_id=job_id, buyer=buyer, wanted={"q": buyer}).id)

    def job_outcomes(self, job_id: str = "job-1") -> list[Issued]:
        """Return the outcomes of a job in the order of its request."""
        told = sorted(self.jobs.outcomes("lipa", job_id), key=lambda outcome: outcome.place)
        return [outcome.outcome for outcome in told]


def shop_after_issue(draft: Document | None = None, settings: SellerSettings | None = None, **request: Any) -> Shop:
    """Return a shop that has issued one document."""
    shop = Shop(settings or a_seller()).put(draft or a_draft())
    shop.issue((draft or a_draft()).id, **request)
    return shop


def pieces(line: int, quantity: str) -> LineCorrection:
    """Return the correction of a line to so many pieces."""
    return LineCorrection(line=line, quantity=Decimal(quantity))
