"""The catalogue of problems: what every entry must have, and that everything derived from it agrees."""

import string

import pytest

from invoicing.domain.problems.catalogue import buyer, issuing, sale, seller
from invoicing.domain.problems.catalogue.entry import LEFT_OPEN, Entry, Origin
from invoicing.domain.problems.catalogue.lookup import ENTRIES, HOLDING, OF_THE_SELLER, heading_of
from invoicing.domain.problems.problem import Severity

NAMED = [
    (name, entry)
    for subject in (buyer, issuing, sale, seller)
    for name, entry in vars(subject).items()
    if isinstance(entry, Entry)
]
NAMES_DAYS = "exchange_rate_other_day"
"""Its heading is the first draft's message, although the days of other drafts may differ."""


def values_of(*templates: str | None) -> dict[str, str]:
    """Return a value for each placeholder."""
    parts = (part for template in templates for part in string.Formatter().parse(template or ""))
    return {name: f"<{name}>" for _, name, _, _ in parts if name}


def test_an_entry_is_named_after_its_code_and_codes_are_unique():
    assert [name.lower() for name, _ in NAMED] == [entry.code for _, entry in NAMED]
    assert len(NAMED) == len(ENTRIES)


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_what_holds_has_a_way_out_and_what_waits_has_choices(entry):
    assert entry.message
    assert entry.way_out or not entry.holds
    assert entry.choices or entry.severity is not Severity.WAITS
    assert entry.holds or not entry.choices
    assert entry.choices or entry.about is None
    assert len(set(entry.choice_names)) == len(entry.choices)


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_a_problem_has_the_texts_of_its_entry_with_the_values_filled_in(entry):
    values = values_of(entry.field, entry.message, entry.way_out)
    problem = entry(**values)

    assert (problem.code, problem.severity, problem.choices) == (entry.code, entry.severity, entry.choice_names)
    assert problem.holds is entry.holds
    for value in values.values():
        assert value in f"{problem.field} {problem.message} {problem.way_out}"
    assert "{" not in f"{problem.field} {problem.message} {problem.way_out}"
    assert "{" not in entry.shown_message + entry.shown_way_out
    assert (LEFT_OPEN in entry.shown_message) >= bool(values_of(entry.message))


def test_a_value_that_looks_like_a_placeholder_stays_as_it_is():
    assert sale.VAT_RATE_MISSING(index=0, line="{index}").message == "Brak stawki VAT w pozycji „{index}”."


@pytest.mark.parametrize("code", sorted(HOLDING - {NAMES_DAYS}))
def test_drafts_with_one_problem_share_a_heading(code):
    entry = ENTRIES[code]
    if values := values_of(entry.message):
        assert entry.origin is Origin.SELLER or entry.heading
    assert heading_of(entry(**values, **values_of(entry.field, entry.way_out))) == (
        entry.heading or entry.message.format_map(values).rstrip(".")
    )


def test_lists_know_which_codes_hold_a_draft_and_which_are_stored():
    of_issue = {"correction_outdated", "already_replaced"}
    assert {code for code, entry in ENTRIES.items() if entry.holds} == HOLDING | of_issue
    assert {code for code in HOLDING if ENTRIES[code].origin is Origin.SELLER} == OF_THE_SELLER
    assert {"ksef_required", "numbering_not_confirmed"} < OF_THE_SELLER
    assert not {"unpaid", "ksef_limit_reached", "sender_not_confirmed"} & OF_THE_SELLER
