"""Dependencies and settings of drafting the sales of one file."""

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
    """The context of drafting one file; `fingerprint` identifies the content of a version of a sale."""

    drafts: Drafts
    drafting: Drafting
    making: NewDraftDeps
    fingerprint: Callable[[Sale], str]
    wait: Wait

    @property
    def seller_id(self) -> str:
        return self.drafting.settings.id

    def id_of(self, sale: Sale) -> str:
        """Return the id of a sale's draft."""
        return draft_id(self.seller_id, sale.order_id)

    def row(self, sale: Sale) -> Row:
        """Return the sale's place in this import."""
        return Row(self.drafting.import_id, sale.position)

    @property
    def checks(self) -> Checks:
        return self.making.checks

    @property
    def today(self) -> date:
        return warsaw_date(self.drafting.at)

    def holding(self, stored: Stored) -> tuple[Problem, ...]:
        """Return the problems that hold a draft as of now; their texts are built only if there are any."""
        settings = self.drafting.settings
        if not row_problems(stored.summary, settings, self.today):
            return ()
        problems = find_problems(stored.document, settings, self.checks, self.today)
        return tuple(problem for problem in problems if problem.holds)

    def stored_problems(self, document: Document) -> tuple[Problem, ...]:
        """Return the problems that are stored with a draft."""
        return draft_problems(document, self.drafting.settings, self.checks, self.today)

    def draft(self, sale: Sale, versions: tuple[Sale, ...], questions: Sequence[Question] = ()) -> Stored:
        """Return the new draft of a sale, with the versions that it was made from.

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
        """Return the next version of a draft, with the document changed and its facts kept except for these."""
        document = replace(document, version=stored.document.version + 1)
        summary = with_facts_of(
            summary_of(document, holding_codes(self.stored_problems(document))), stored.summary, **facts
        )
        return replace(stored, document=document, summary=summary)
