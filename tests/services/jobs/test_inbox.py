"""Files that stay in an inbox are asked for again, once an hour."""

from datetime import timedelta

import pytest

from invoicing.domain.imports.upload_keys import parse_upload_key
from invoicing.services.jobs.inbox import AskedAgain, InboxDeps, ask_again, is_due
from invoicing.services.jobs.ports import Upload
from tests.builders import NOW
from tests.fakes.clock import FakeClock
from tests.fakes.queue import InMemoryQueue


@pytest.mark.parametrize(
    ("minutes", "due"),
    [(1, False), (29, False), (30, True), (34, True), (36, False), (89, False), (91, True), (9_031, True)],
)
def test_a_file_that_lies_there_is_asked_for_again_once_an_hour(minutes, due):
    """One that can never be finished must not flood the queue that all sellers share."""
    assert is_due(timedelta(minutes=minutes)) is due


@pytest.mark.parametrize(("room", "failed"), [(5, 0), (0, 1)])
def test_overdue_uploads_get_their_event_again_and_nothing_else_does(room, failed):
    ages = {"uploads/lipa/late.xml": 31, "uploads/lipa/new.xml": 3, "uploads/lipa/": 31}
    files = [Upload(key, "e", NOW - timedelta(minutes=age)) for key, age in ages.items()]
    queue = InMemoryQueue(room=room)
    done = ask_again(InboxDeps(files=lambda: iter(files), parse=parse_upload_key, queue=queue, clock=FakeClock()))

    assert done == AskedAgain(files=1, failed=failed)
    assert queue.messages == [{"detail": {"object": {"key": "uploads/lipa/late.xml", "etag": "e"}}}][:room]
