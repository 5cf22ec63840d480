"""The register of numbers in a month."""

from datetime import date

import pytest

from invoicing.domain.basics.errors import InvalidFieldError
from invoicing.domain.basics.months import Month
from invoicing.domain.documents.kind import Kind
from invoicing.domain.documents.number_register import NumberEntry, number_order, series_of_month

NOVEMBER = Month(2026, 11)


def an_entry(ordinal: int, day: date | None = date(2026, 11, 24), series="AL", period="2026-11", **changes):
    return NumberEntry(
        series,
        period,
        ordinal,
        f"{series} {ordinal}/{period}",
        document_id=changes.get("document_id", f"d-{ordinal}" if day else None),
        kind=Kind.INVOICE if day else None,
        issue_date=day,
        void_reason=None if day else "pominięty",
    )


def of_year(ordinal: int, day: date | None):
    return an_entry(ordinal, day, period="2026")


def ordinals(entries) -> list[int]:
    [series] = series_of_month(entries, NOVEMBER)
    return [entry.ordinal for entry in series.entries]


def test_a_series_without_gaps_says_so():
    [series] = series_of_month([an_entry(n) for n in (1, 2, 3)], NOVEMBER)

    assert (len(series.entries), series.gaps, series.void_count) == (3, [], 0)


def test_a_series_may_begin_at_any_number():
    """Another program may have printed the first ones."""
    [series] = series_of_month([an_entry(8), an_entry(9)], NOVEMBER)

    assert series.gaps == []


def test_missing_numbers_are_named():
    [series] = series_of_month([an_entry(n) for n in (1, 2, 4, 9)], NOVEMBER)

    assert series.gaps == [(3, 3), (5, 8)]


def test_a_void_number_is_no_gap():
    [series] = series_of_month([an_entry(1), an_entry(2, None), an_entry(3)], NOVEMBER)

    assert (series.gaps, series.void_count) == ([], 1)


def test_series_are_sorted_by_name_and_other_months_are_left_out():
    entries = [an_entry(1, series="FV"), an_entry(1, series="AL"), an_entry(1, series="AL", period="2026-10")]

    assert [series.series for series in series_of_month(entries, NOVEMBER)] == ["AL", "FV"]


def test_a_yearly_series_shows_only_the_month_s_numbers():
    entries = [of_year(1, date(2026, 10, 31)), of_year(2, date(2026, 11, 1)), of_year(3, date(2026, 12, 1))]

    assert ordinals(entries) == [2]


def test_a_back_dated_number_of_a_yearly_series_is_in_the_month_of_its_date():
    entries = [of_year(1, date(2026, 11, 30)), of_year(2, date(2026, 12, 1)), of_year(3, date(2026, 11, 30))]
    [series] = series_of_month(entries, NOVEMBER)

    assert [entry.ordinal for entry in series.entries] == [1, 3]
    assert series.gaps == []


def test_a_void_number_of_a_yearly_series_goes_with_the_next_number():
    october, november = date(2026, 10, 31), date(2026, 11, 2)

    assert ordinals([of_year(1, october), of_year(2, None), of_year(3, november), of_year(4, None)]) == [2, 3, 4]
    assert ordinals([of_year(1, november), of_year(2, None), of_year(3, date(2026, 12, 1))]) == [1]


def test_a_series_without_a_number_in_the_month_is_left_out():
    assert series_of_month([of_year(1, date(2026, 10, 31)), of_year(2, None)], NOVEMBER) == ()


def test_numbers_are_sorted_as_people_count():
    assert sorted(["AL 10/11/2026", "AL 9/11/2026"], key=number_order) == ["AL 9/11/2026", "AL 10/11/2026"]
    assert sorted(["PS 2", "PS 11", "PS 1"], key=number_order) == ["PS 1", "PS 2", "PS 11"]


@pytest.mark.parametrize("text", ["2026-13", "2026-1", "11/2026", "", "2026-11-01", "２０２６-11"])
def test_anything_but_a_month_is_refused_naming_its_field(text):
    with pytest.raises(InvalidFieldError) as refused:
        Month.parse(text)
    assert refused.value.field == "month"


def test_a_month_knows_its_days_and_its_followers():
    february = Month.parse("2028-02")

    assert (february.first, february.last) == (date(2028, 2, 1), date(2028, 2, 29))
    assert [str(february.later(months)) for months in (0, 10, 11, 23)] == ["2028-02", "2028-12", "2029-01", "2030-01"]
    assert Month.of(date(2026, 12, 31)) < Month.of(date(2027, 1, 1))
