"""Pre-flight: what keeps a draft from being issued, in words that a shopkeeper understands.

A pure function of the draft, the seller's settings and the date. It runs again when a document is issued; stored
results are for lists only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from invoicing.domain.basics.workdays import IsWorkday
from invoicing.domain.documents.document import Document, KsefChannel, Status
from invoicing.domain.documents.ksef import OBLIGATORY_SINCE
from invoicing.domain.documents.parties import VatStatus
from invoicing.domain.documents.summary import Summary, summary_of
from invoicing.domain.problems.checks.abroad import abroad_problems
from invoicing.domain.problems.checks.buyer import IsNip, buyer_problems
from invoicing.domain.problems.checks.dates import date_problems
from invoicing.domain.problems.checks.lines import line_problems
from invoicing.domain.problems.checks.paper import MissingLetters, all_letters_print, paper_problems
from invoicing.domain.problems.checks.payment import order_problems
from invoicing.domain.problems.checks.questions import question_problem
from invoicing.domain.problems.checks.seller import seller_problems
from invoicing.domain.problems.problem import Problem, holding_codes
from invoicing.domain.sellers.ksef_waiver import may_be_waived
from invoicing.domain.sellers.settings import SellerSettings


@dataclass(frozen=True, slots=True)
class Checks:
    """What checks need besides the document: NIP check digits, working days, and letters missing from the font."""

    is_nip: IsNip
    is_workday: IsWorkday
    missing_letters: MissingLetters = all_letters_print


def find_problems(document: Document, settings: SellerSettings, checks: Checks, today: date) -> tuple[Problem, ...]:
    """Return all undecided problems of a draft, the seller's first."""
    problems = (
        *seller_problems(summary_of(document), settings, today),
        *_of_the_draft(document, settings, checks, today),
        *paper_problems(document, checks.missing_letters),
    )
    return _undecided(problems, document)


def draft_problems(document: Document, settings: SellerSettings, checks: Checks, today: date) -> tuple[Problem, ...]:
    """Return the undecided problems that are stored with a draft; the seller's are computed on read."""
    return _undecided(_of_the_draft(document, settings, checks, today), document)


def listed_summary(document: Document, settings: SellerSettings, checks: Checks, today: date) -> Summary:
    """Return the summary of a draft for lists, with the codes of the problems that hold it."""
    return summary_of(document, holding_codes(draft_problems(document, settings, checks, today)))


def row_problems(summary: Summary, settings: SellerSettings, today: date) -> tuple[str, ...]:
    """Return the codes of the problems that hold a listed draft today."""
    codes = holding_codes(seller_problems(summary, settings, today))
    undecided = (code for code in codes if code not in summary.decided)
    return tuple(dict.fromkeys((*undecided, *summary.problems)))


def row_channel(summary: Summary, settings: SellerSettings, today: date) -> KsefChannel | None:
    """Return the KSeF channel of a listed document; unless it is issued, as of today."""
    channel = summary.ksef
    if summary.status is Status.ISSUED or channel is None or channel is KsefChannel.EXCLUDED:
        return channel
    if settings.vat_status is VatStatus.OUTSIDE:
        return KsefChannel.EXCLUDED
    if channel is KsefChannel.REQUIRED and today < OBLIGATORY_SINCE:
        return KsefChannel.OPTIONAL
    if channel is KsefChannel.REQUIRED and may_be_waived(settings, today):
        return KsefChannel.WAIVED_2026
    return channel


def _of_the_draft(document: Document, settings: SellerSettings, checks: Checks, today: date) -> Iterator[Problem]:
    yield from buyer_problems(document, checks.is_nip)
    yield from line_problems(document)
    yield from abroad_problems(document, settings, today, checks.is_workday)
    yield from order_problems(document)
    yield from date_problems(document, today)
    yield from (question_problem(question, document.currency) for question in document.questions)


def _undecided(problems: Iterable[Problem], document: Document) -> tuple[Problem, ...]:
    decided = {decision.code for decision in document.decisions}
    return tuple(problem for problem in problems if not (problem.holds and problem.code in decided))
