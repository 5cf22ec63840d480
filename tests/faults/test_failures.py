"""AWS refuses, forgets to answer, does half, or is overtaken, at any call: nothing is lost and nothing is doubled."""

import pytest

from tests.faults.failures import ALWAYS, possible
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
def test_whatever_aws_answers_at_any_call_it_ends_as_if_nothing_had_happened(story, new_world, capsys, request):
    """F-06, F-49: throttling, conflicts in each position, 500, 503, 409, time-outs with and without effect."""
    whole, calls = undisturbed(story, new_world)
    found, points = [], 0
    for call, fault in chosen(story, calls, request.config.getoption("--every-fault")):
        world = new_world()
        doubt = may_doubt(story, calls, call.nth)
        end, _ = told(story, world, call.nth, fault)
        found += [f"{fault.__name__} at {call}: {what}" for what in wrong(whole, end, world, may_doubt=doubt)]
        points += 1
    with capsys.disabled():
        print(f"\n{story}: {points} faults")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_the_same_event_at_the_same_time_is_done_once(story, new_world, capsys):
    """A second delivery runs through before each call of the first: every condition is met by another's writes."""
    whole, calls = undisturbed(story, new_world)
    found = []
    for call in calls:
        world = new_world()
        doubt = may_doubt(story, calls, call.nth)
        end, _ = told(story, world, call.nth, overtaken(story, world))
        found += [f"overtaken before {call}: {what}" for what in wrong(whole, end, world, may_doubt=doubt)]
    with capsys.disabled():
        print(f"\n{story}: overtaken {len(calls)} times")
    assert not found, "\n".join(found)
