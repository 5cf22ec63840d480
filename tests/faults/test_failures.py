"""AWS refuses, forgets to answer, does half, or is overtaken, at any call: nothing is lost and nothing is doubled."""

import pytest

from tests.faults.failures import ALWAYS, possible, table_stays_busy
from tests.faults.stories import STORIES
from tests.faults.telling import may_doubt, overtaken, told, undisturbed, wrong

EACH = {story.name: place for place, story in enumerate(STORIES)}


def chosen(story, calls, every):
    """Yield the calls with their faults: all of them, or one of each call's in turn, others in each story."""
    for call in calls:
        faults = list(possible(call))
        first = EACH[story.name] + call.nth
        in_turn = (faults[first % len(faults)],)
        for fault in faults:
            if every or fault in in_turn or fault.__name__ in ALWAYS:
                yield call, fault


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_whatever_aws_answers_at_any_call_it_ends_as_without_it(story, new_world, record_property, request):
    """F-06, F-42: throttling, conflicts in each position, 500, 503, 409, time-outs with and without effect."""
    whole, calls = undisturbed(story, new_world)
    found = []
    faults = list(chosen(story, calls, request.config.getoption("--every-fault")))
    for call, fault in faults:
        world = new_world()
        doubt = may_doubt(story, calls, call.nth)
        end, _ = told(story, world, call.nth, fault)
        found += [f"{fault.__name__} at {call}: {what}" for what in wrong(whole, end, world, may_doubt=doubt)]
    record_property("faults injected", len(faults))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_a_table_that_stays_busy_is_no_answer(story, new_world):
    """Nothing is told to be done, refused or known already because others were in the way all the time."""
    whole, _ = undisturbed(story, new_world)
    world = new_world()
    world.falls_by = 5  # who waits for others sees his time go by
    end, _ = told(story, world, None, table_stays_busy)
    assert wrong(whole, end, world, may_doubt=story.queue == "mail") == []


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_the_same_event_at_the_same_time_is_done_once(story, new_world, record_property):
    """A second delivery runs through before each call of the first: every condition is met by another's writes."""
    whole, calls = undisturbed(story, new_world)
    found = []
    for call in calls:
        world = new_world()
        doubt = may_doubt(story, calls, call.nth)
        end, _ = told(story, world, call.nth, overtaken(story, world))
        found += [f"overtaken before {call}: {what}" for what in wrong(whole, end, world, may_doubt=doubt)]
    record_property("calls overtaken by a second delivery", len(calls))
    assert not found, "\n".join(found)
