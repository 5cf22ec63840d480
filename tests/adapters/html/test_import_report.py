"""The page of an import: each problem under its heading in the catalogue."""

from decimal import Decimal
from html import escape

import pytest

from invoicing.adapters.html.import_report import html_of
from invoicing.domain.imports.record import NO_COUNTS, Import, ImportStatus, Outcome, TransactionOutcome
from invoicing.domain.imports.report import digest_of
from invoicing.domain.problems.catalogue.lookup import ENTRIES, HOLDING
from invoicing.domain.problems.problem import Problem
from tests.builders import NOW

RECORD = Import(id="20261124-1", seller_id="lipa", status=ImportStatus.DONE, counts=NO_COUNTS, created_at=NOW)


def a_row(code: str, message: str) -> TransactionOutcome:
    entry = ENTRIES[code]
    problem = Problem(code=code, severity=entry.severity, message=message, way_out=entry.way_out)
    return TransactionOutcome(position=1, outcome=Outcome.DRAFTED, gross=Decimal("19.99"), problems=(problem,))


@pytest.mark.parametrize("code", sorted(HOLDING))
def test_drafts_with_the_same_problem_are_one_group_under_its_heading(code):
    page = html_of(RECORD, digest_of([a_row(code, "Pierwszy „a & b”."), a_row(code, "Drugi.")]))
    heading = ENTRIES[code].heading or "Pierwszy „a & b”"

    assert f"<h3>{escape(heading)} (2)</h3>" in page
    assert page.count("<h3>") == 1
