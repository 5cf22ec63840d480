"""Each handler is killed before and after each of its calls to AWS, and its event comes again, and once more."""

import pytest

from functions.manage_imports import app as manage_imports
from functions.manage_jobs import app as manage_jobs
from functions.manage_seller import app as manage_seller
from functions.read_documents import app as read_documents
from functions.read_mails import app as read_mails
from functions.read_registers import app as read_registers
from functions.show_docs import app as show_docs
from tests.faults.aws_calls import after, before
from tests.faults.beginnings import mailed
from tests.faults.failures import READS
from tests.faults.stories import STORIES
from tests.faults.telling import may_doubt, told, undisturbed, wrong

ROUTES = (
    (read_documents, "/documents"),
    (read_documents, "/documents/d-a"),
    (read_documents, "/documents/d-a/history"),
    (read_documents, "/documents/d-a/pdf"),
    (read_mails, "/documents/d-a/emails"),
    (read_registers, "/numbers"),
    (read_registers, "/vat-rules"),
    (manage_imports, "/imports"),
    (manage_jobs, "/jobs"),
    (manage_seller, "/seller"),
    (manage_seller, "/seller/checklist"),
    (show_docs, "/openapi.json"),
)


@pytest.mark.parametrize(("app", "path"), ROUTES, ids=[path for _, path in ROUTES])
def test_what_reads_writes_nothing_so_that_it_may_die_anywhere(new_world, app, path):
    world = new_world()
    mailed(world)
    assert world.ask(app, "GET", path).status < 400
    assert [str(call) for call in world.calls.seen if not call.operation.startswith(READS)] == []


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_killed_at_any_call_it_ends_as_if_nothing_had_happened(story, new_world, record_property):
    """F-06, F-07: the same drafts, the same register, one PDF, at most one mail; or a mail in doubt, and said so.

    After one call is before the next: nothing lies between them but the memory of the process that dies.
    """
    whole, calls = undisturbed(story, new_world)
    assert calls, "a story without a call proves nothing"
    assert not whole.unfinished, "nor does one that does not come to its end"
    points = [(1, before), *((call.nth, after) for call in calls)]
    found = []
    for at, fault in points:
        world = new_world()
        doubt = may_doubt(story, calls, at)
        end, _ = told(story, world, at, fault)
        found += [
            f"killed {fault.__name__} {calls[at - 1]}: {what}" for what in wrong(whole, end, world, may_doubt=doubt)
        ]
    record_property("points of death walked", len(points))
    assert not found, "\n".join(found)
