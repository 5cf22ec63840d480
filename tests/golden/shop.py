"""A seller's whole shop in memory: files come in, drafts are decided, issued, copied and corrected by the services."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from invoicing.adapters.checks.tax_numbers import is_nip
from invoicing.adapters.checks.workdays import is_workday
from invoicing.adapters.table.drafts import fingerprint
from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.documents.correction import CorrectionRequest, LineCorrection
from invoicing.domain.documents.document import Document
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.parties import Buyer
from invoicing.domain.imports.record import TransactionOutcome
from invoicing.domain.problems.preflight import Checks, find_problems
from invoicing.domain.problems.problem import Problem
from invoicing.domain.sales.drafting import Drafting, ImportChoices
from invoicing.domain.sales.sale import Sale
from invoicing.domain.sellers.settings import SellerSettings
from invoicing.runtime.api.views.documents import document_view
from invoicing.services.documents.ports import ActingDeps, Stored
from invoicing.services.drafts.change import ChangeDeps
from invoicing.services.drafts.copy_as_kind import NewDraftDeps, copy_document
from invoicing.services.drafts.correct import correct, reissue
from invoicing.services.drafts.decide import decide
from invoicing.services.drafts.edit_fields import edit_draft
from invoicing.services.imports.desk import Desk
from invoicing.services.imports.draft_batch import drafted
from invoicing.services.issuing.issue_one import IssueDeps, issue_document
from invoicing.services.issuing.prepare import IssueRequest
from tests.builders import a_seller
from tests.fakes.clock import FakeClock
from tests.fakes.documents import InMemoryDocuments
from tests.fakes.sellers import InMemorySellers

CHECKS = Checks(is_nip=is_nip, is_workday=is_workday)
"""The real ones."""
ME = "anna"


@dataclass
class Shop:
    """One seller, `lipa`, who does everything by the services, with everything kept in memory."""

    settings: SellerSettings = field(default_factory=a_seller)
    documents: InMemoryDocuments = field(default_factory=InMemoryDocuments)
    clock: FakeClock = field(default_factory=FakeClock)
    imports: int = 0
    requests: int = 0

    def __post_init__(self) -> None:
        self.sellers = InMemorySellers({"lipa": self.settings})

    @property
    def now(self) -> SellerSettings:
        """The settings as they are now."""
        return self.sellers.get("lipa")

    def at(self, instant: datetime | str) -> "Shop":
        """Turn the clock to this instant."""
        self.clock.at = datetime.fromisoformat(instant) if isinstance(instant, str) else instant
        return self

    def rows(self, *sales: Sale, **choices: Any) -> list[TransactionOutcome]:
        """Import a file with these sales and return what became of each."""
        self.imports += 1
        desk = Desk(
            drafts=self.documents,
            drafting=Drafting(
                settings=self.now,
                choices=ImportChoices(**choices),
                book=self.documents.rules.book("lipa"),
                import_id=f"import-{self.imports}",
                at=self.clock.at,
            ),
            making=self.making(),
            fingerprint=fingerprint,
            wait=self.clock.wait,
        )
        return list(drafted([replace(sale, position=n) for n, sale in enumerate(sales, start=1)], desk))

    def draft(self, sale: Sale, **choices: Any) -> str:
        """Import one sale and return the id of its document."""
        return self.drafts(sale, **choices)[0]

    def drafts(self, *sales: Sale, **choices: Any) -> list[str]:
        """Import a file with these sales and return the ids of their documents."""
        return [row.document_id for row in self.rows(*sales, **choices) if row.document_id]

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

    def get(self, document_id: str) -> Document:
        return self.documents.get("lipa", document_id).document

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

    def issue(self, document_id: str, **request: Any) -> Document:
        deps = IssueDeps(
            documents=self.documents,
            sellers=self.sellers,
            checks=CHECKS,
            clock=self.clock,
            wait=self.clock.wait,
        )
        return issue_document("lipa", document_id, IssueRequest(**request), deps).document

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

    def view(self, document_id: str) -> dict[str, Any]:
        """Return a document as the API's JSON shows it."""
        today = warsaw_date(self.clock.at)
        return json.loads(json.dumps(document_view(self.documents.get("lipa", document_id), self.now, CHECKS, today)))

    def counters(self) -> dict[str, int]:
        """Return the last number of each series and period."""
        return {f"{series} {period}": last for (_, series, period), last in self.documents.counters.items()}


def pieces(line: int, quantity: str) -> LineCorrection:
    """Return the correction of a line to so many pieces."""
    return LineCorrection(line=line, quantity=Decimal(quantity))
