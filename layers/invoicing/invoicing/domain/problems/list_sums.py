"""Counts and totals of a list of documents: all of them, those ready to issue, and per problem."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from invoicing.domain.basics.money import ZERO
from invoicing.domain.documents.document import Status
from invoicing.domain.documents.summary import Summary
from invoicing.domain.problems.preflight import row_problems
from invoicing.domain.sellers.settings import SellerSettings


@dataclass(slots=True)
class Sum:
    """Number of documents, and their gross by currency."""

    count: int = 0
    gross: dict[str, Decimal] = field(default_factory=dict)

    def add(self, summary: Summary) -> None:
        self.count += 1
        self.gross[summary.currency] = self.gross.get(summary.currency, ZERO) + summary.gross


@dataclass(slots=True)
class Sums(Sum):
    """The sums of a whole list; `ready` are drafts that nothing holds, `problems` counts held drafts by code."""

    ready: Sum = field(default_factory=Sum)
    problems: dict[str, int] = field(default_factory=dict)


def sums_of(rows: Iterable[Summary], settings: SellerSettings, today: date) -> Sums:
    """Return the sums of these rows as of now."""
    sums, codes = Sums(), Counter[str]()
    for row in rows:
        sums.add(row)
        if row.status is not Status.DRAFT:
            continue
        problems = row_problems(row, settings, today)
        codes.update(problems)
        if not problems:
            sums.ready.add(row)
    sums.problems = dict(codes.most_common())
    return sums
