"""Two hundred issues of one series at the same moment, on the real table."""

import threading
import time

from invoicing.adapters.table.documents import DynamoDbDocuments
from invoicing.adapters.table.drafts import DynamoDbDrafts
from invoicing.adapters.table.sellers import DynamoDbSellers
from invoicing.runtime.clock import now
from invoicing.services.issuing import Issuing, issue_document
from invoicing.services.preparing import IssueRequest
from tests.builders import CHECKS, a_draft, a_seller, stored

ISSUES = 200
MOST_TRIES = 60


class CountingDocuments(DynamoDbDocuments):
    """Counts how often each document was tried."""

    def __init__(self, table):
        super().__init__(table)
        self.tries: dict[str, int] = {}

    def issue(self, seller_id, issue):
        document_id = issue.stored.document.id
        self.tries[document_id] = self.tries.get(document_id, 0) + 1
        super().issue(seller_id, issue)


def test_two_hundred_parallel_issues_leave_no_gap_no_repeat_and_no_conflict_that_a_caller_sees(table):
    """F-06: and no caller tries for ever."""
    documents, sellers = CountingDocuments(table), DynamoDbSellers(table)
    sellers.save(a_seller(), instead_of=0)
    DynamoDbDrafts(table).add("lipa", [stored(a_draft(id=f"d-{n}")) for n in range(ISSUES)])
    outside = Issuing(documents=documents, sellers=sellers, checks=CHECKS, clock=now, wait=time.sleep)
    numbers: list[str | None] = []

    def issue(n: int) -> None:
        numbers.append(issue_document("lipa", f"d-{n}", IssueRequest(), outside).document.number)

    threads = [threading.Thread(target=issue, args=(n,)) for n in range(ISSUES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    ordinals = sorted(int(str(number).split()[1].partition("/")[0]) for number in numbers)
    assert ordinals == list(range(1, ISSUES + 1))
    assert max(documents.tries.values()) <= MOST_TRIES
