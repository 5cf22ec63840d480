"""Numbers: their series and period, and that none can be printed twice."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.documents.kind import Kind, NumberedAs
from invoicing.domain.documents.number_pattern import Pattern
from invoicing.domain.sellers.settings import Numbering


@pytest.mark.parametrize(
    ("pattern", "on", "period", "number"),
    [
        ("{AL }N/MM/RRRR", date(2026, 11, 24), "2026-11", "AL 7/11/2026"),
        ("{FV }NNN/RR", date(2026, 11, 24), "2026", "FV 007/26"),
        ("{FV-}N/M/RRRR", date(2027, 1, 1), "2027-01", "FV-7/1/2027"),
        ("{D/}DD.MM.RRRR-N", date(2026, 2, 3), "2026-02", "D/03.02.2026-7"),
        ("{S }n/m/r", date(2026, 2, 3), "2026-02", "S 7/2/26"),
    ],
)
def test_a_pattern_prints_number_and_period_of_the_issue_date(pattern, on, period, number):
    """F-09: the period comes from the issue date, not from the clock."""
    parsed = Pattern.parse(pattern)

    assert parsed.period(on) == period
    assert parsed.number(7, on) == number


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "{AL }MM/RRRR",
        "{AL }N/MM",
        "{AL }N/DD/RRRR",
        "N/MM/RRRR",
        "{AL }N/N/RRRR",
        "{AL#}N/RRRR",
        "{AL }N/GG/RRRR",
        "{AL }NM/RRRR",
        "{AL }NDM/RRRR",
        "{AL 1}N/MM/RRRR",
        "{AL }N{1}/RRRR",
        "{" * 50,
    ],
)
def test_a_pattern_that_could_repeat_a_number_or_cannot_be_read_is_refused(pattern):
    with pytest.raises(InvalidFieldError):
        Pattern.parse(pattern)


patterns = st.sampled_from(["{AL }N/MM/RRRR", "{AL }NNN/MM/RR", "{A}N/RRRR", "{A-}DD/MM/RRRR/N", "{X }RRRR/MM.N"])
places = st.tuples(st.dates(date(2020, 1, 1), date(2060, 12, 31)), st.integers(1, 99_999))


@given(patterns, places, places)
def test_two_places_of_a_series_never_print_the_same_number(text, one, other):
    """F-08: a new month or year starts at 1 again, and still no number repeats."""
    pattern = Pattern.parse(text)
    (day, ordinal), (other_day, other_ordinal) = one, other
    same_place = (pattern.period(day), ordinal) == (pattern.period(other_day), other_ordinal)

    if not same_place:
        assert pattern.number(ordinal, day) != pattern.number(other_ordinal, other_day)


def test_kinds_may_share_a_pattern_but_two_patterns_may_not_share_their_text():
    shared = {NumberedAs.INVOICE: "{AL }N/MM/RRRR", NumberedAs.RECEIPT: "{AL }N/MM/RRRR"}
    assert Numbering(patterns=shared).checked().pattern(Kind.RECEIPT).series == "AL"

    clashing = {NumberedAs.INVOICE: "{AL }N/MM/RRRR", NumberedAs.RECEIPT: "{AL }N/RRRR"}
    with pytest.raises(InvalidFieldError):
        Numbering(patterns=clashing).checked()


@pytest.mark.parametrize(
    ("one", "other", "is_refused"),
    [
        ("{A-}N/RRRR", "{A}-N/RRRR", True),
        ("{A}N/MM/RRRR", "{A1/}N/RRRR", True),
        ("{A}N/MM/RRRR", "{A }N/MM/RRRR", True),
        ("RRRR/{A/}N", "RRRR/{B/}N", True),
        ("{FV1/}N/RRRR", "{FV2/}N/RRRR", False),
        ("{AL }N/MM/RRRR", "{AL-K }N/MM/RRRR", False),
        ("{A}N/MM/RRRR", "{AB1/}N/RRRR", False),
    ],
)
def test_two_patterns_that_could_print_one_number_are_refused_whatever_their_text(one, other, is_refused):
    """`A1/11/2026` is the eleventh of the year in `A1/`, and the first of November in `A`."""
    for first, second in ((one, other), (other, one)):
        numbering = Numbering(patterns={NumberedAs.INVOICE: first, NumberedAs.RECEIPT: second})
        if is_refused:
            with pytest.raises(InvalidFieldError):
                numbering.checked()
        else:
            assert numbering.checked() == numbering


pieces = st.sampled_from(["{A}", "{A1/}", "{A-}", "{AB}", "-", "/", "N", "MM", "RRRR", "RR", " "])
made_up = st.lists(pieces, min_size=3, max_size=7).map("".join)


@given(made_up, made_up, places, places)
def test_two_patterns_that_may_stand_side_by_side_never_print_the_same_number(text, other_text, one, other):
    try:
        Numbering(patterns={NumberedAs.INVOICE: text, NumberedAs.RECEIPT: other_text}).checked()
    except InvalidFieldError:
        return
    pattern, other_pattern = Pattern.parse(text), Pattern.parse(other_text)
    if pattern != other_pattern:
        assert pattern.number(one[1], one[0]) != other_pattern.number(other[1], other[0])


def test_default_patterns_are_all_readable_and_apart():
    numbering = Numbering().checked()
    series = {Pattern.parse(text).series for text in numbering.patterns.values()}
    assert len(series) == len(NumberedAs)
