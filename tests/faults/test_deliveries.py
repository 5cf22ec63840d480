"""Events come late, again and out of order, clocks jump, time runs out, and what was given up is driven again."""

import random
from datetime import timedelta

import pytest

from invoicing.services.drafts_table import apply as applying
from invoicing.services.imports import read_file as importing
from invoicing.services.issuing import issue_many as issuing_many
from invoicing.services.jobs import erase as erasing
from invoicing.services.mails import request_many as mailing_many
from tests.faults.beginnings import drafts, issued, mailed, sheet_edited, uploaded, uploaded_again
from tests.faults.endings import ending
from tests.faults.stories import STORIES
from tests.faults.telling import told, undisturbed, wrong
from tests.faults.world import CONSUMERS

WHOLE = {"drafts": drafts, "issued": issued, "mailed": mailed, "uploaded": uploaded, "later file": uploaded_again}


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("seed", [1, 2])
def test_stream_records_and_messages_that_come_again_and_in_any_order_end_the_same(name, seed, new_world):
    world = new_world()
    WHOLE[name](world)
    world.settle()
    whole = ending(world)
    chance = random.Random(seed)
    world = new_world()
    WHOLE[name](world)
    for _ in range(4):
        world.forward(again=True, chance=chance)
        world.take()
        for queue in chance.sample(list(CONSUMERS), len(CONSUMERS)):
            world.queues[queue] += chance.choices(world.queues[queue], k=2) if world.queues[queue] else []
            chance.shuffle(world.queues[queue])
            world.deliver(queue)
        world.tell()
    world.settle()
    assert wrong(whole, ending(world), world) == []


JUMPS = {"two hours back": timedelta(hours=-2), "five weeks on": timedelta(weeks=5)}


@pytest.mark.parametrize("jump", JUMPS)
@pytest.mark.parametrize("story", STORIES, ids=str)
def test_a_clock_that_jumps_between_deliveries_changes_nothing(story, jump, new_world):
    whole, _ = undisturbed(story, new_world)
    world = new_world()
    story.before(world)
    batch = list(world.queues[story.queue]) if story.queue else []
    story.act(world)
    world.at += JUMPS[jump]
    world.queues.update({story.queue: world.queues[story.queue] + batch} if story.queue else {})
    for _ in range(3):  # what a jump back made wait becomes due again
        world.settle()
        world.later(hours=1)
    assert wrong(whole, ending(world), world) == []


AT_ONCE = (
    (importing, "PART"),
    (applying, "PART"),
    (issuing_many, "WINDOW"),
    (mailing_many, "WINDOW"),
    (erasing, "WINDOW"),
)


@pytest.mark.parametrize("story", [story for story in STORIES if "/" not in story.name], ids=str)
def test_a_process_that_is_always_short_of_time_gets_to_the_same_end(story, new_world, monkeypatch):
    """A slice, a step, a part at a time: each invocation stops where Lambda would."""
    for module, name in AT_ONCE:
        monkeypatch.setattr(module, name, 1)
    whole, _ = told(story, new_world())
    world = new_world()
    world.seconds, world.falls_by = 60, 25
    end, _ = told(story, world)
    assert wrong(whole, end, world) == []


@pytest.mark.parametrize("slices", [1, 2, 3])
def test_two_readers_of_one_long_file_end_as_one(slices, new_world, monkeypatch):
    """A slice comes back late, and the file was put on the queue again meanwhile: from its begin."""
    monkeypatch.setattr(importing, "PART", 1)
    world = new_world()
    uploaded(world)
    world.settle()
    whole = ending(world)
    world = new_world()
    uploaded(world)
    again = list(world.queues["import"])
    world.seconds, world.falls_by = 60, 25
    for _ in range(slices):
        world.deliver("import")
    world.take()
    world.queues["import"] += again
    world.settle()
    assert wrong(whole, ending(world), world) == []


BEGINS = {
    "import": uploaded,
    "changes": sheet_edited,
    "render": issued,
    "mail": issued,
    "events": issued,
}


@pytest.mark.parametrize("queue", CONSUMERS)
def test_what_was_given_up_is_driven_again_after_the_bug_is_mended(queue, new_world, monkeypatch):
    """F-59: nothing of it is lost in between, and nothing is done twice."""
    world = new_world()
    BEGINS[queue](world)
    world.settle()
    whole = ending(world)
    app, *_ = CONSUMERS[queue]
    world = new_world()
    BEGINS[queue](world)
    with monkeypatch.context() as bug:
        bug.setattr(app, "lambda_handler", broken)
        world.run()
    assert world.dead[queue], "the queue gave it up"
    world.redrive()
    world.settle()
    assert wrong(whole, ending(world), world) == []


def broken(*_):
    raise RuntimeError
