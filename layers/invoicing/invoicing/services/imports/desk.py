"""What drafting the sales of a file depends on, and what is the same for the whole file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from invoicing.domain.basics.dates import warsaw_date
from invoicing.domain.basics.ids import draft_id
from invoicing.domain.documents.document import Document, Question
from invoicing.domain.documents.summary import Row, summary_of, with_facts_of
from invoicing.domain.problems.preflight import Checks, draft_problems, find_problems, row_problems
from invoicing.domain.problems.problem import Problem, holding_codes
from invoicing.domain.sales.drafting import Drafting, draft_from
from invoicing.domain.sales.sale import Sale
from invoicing.services.basics.backoff import Wait
from invoicing.services.documents.ports import Stored
from invoicing.services.drafts.copy_as_kind import NewDraftDeps
from invoicing.services.drafts.ports import Drafts


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One file on its way into drafts. `fingerprint` names what a version of a sale says."""

    drafts: Drafts
    drafting: Drafting
    making: NewDraftDeps
    fingerprint: Callable[[Sale], str]
    wait: Wait

    @property
    def seller_id(self) -> str:
        return self.drafting.settings.id

    def id_of(self, sale: Sale) -> str:
        """Return the id of the draft of a sale."""
        return draft_id(self.seller_id, sale.order_id)

    def row(self, sale: Sale) -> Row:
        """Return where the sale stands in this import."""
        return Row(self.drafting.import_id, sale.position)

    @property
    def checks(self) -> Checks:
        return self.making.checks

    @property
    def today(self) -> date:
        return warsaw_date(self.drafting.at)

    def holding(self, stored: Stored) -> tuple[Problem, ...]:
        """Return what holds a draft as things are now; they are put in words only where there are some."""
        settings = self.drafting.settings
        if not row_problems(stored.summary, settings, self.today):
            return ()
        found = find_problems(stored.document, settings, self.checks, self.today)
        return tuple(problem for problem in found if problem.holds)

    def stored_problems(self, document: Document) -> tuple[Problem, ...]:
        """Return those of them that are stored with the draft."""
        return draft_problems(document, self.drafting.settings, self.checks, self.today)

    def draft(self, sale: Sale, versions: tuple[Sale, ...], questions: Sequence[Question] = ()) -> Stored:
        """Return the new draft of a sale, with the versions that it was made of.

        Raises: InvalidFieldError.
        """
        draft = draft_from(sale, self.drafting)
        if questions:
            draft = replace(draft, questions=(*draft.questions, *questions))
        summary = summary_of(
            draft,
            holding_codes(self.stored_problems(draft)),
            fingerprints=tuple(map(self.fingerprint, versions)),
            drafted_by=self.row(sale),
        )
        return Stored(draft, summary, versions)

    def changed(self, stored: Stored, document: Document, **facts: object) -> Stored:
        """Return a draft with its document changed, in its next version, its facts kept but for these."""
        document = replace(document, version=stored.document.version + 1)
        summary = with_facts_of(
            summary_of(document, holding_codes(self.stored_problems(document))), stored.summary, **facts
        )
        return replace(stored, document=document, summary=summary)
