"""Belgian working days, and where limits of days, working days and months end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monespace.calendars.closing import Calendar, closing_days, read_closing_days
from monespace.calendars.counting import (
    add_calendar_days,
    add_months,
    add_working_days,
    is_working_day,
    legal_holidays,
    next_working_day,
    working_days_between,
)

LEGAL, SPW, DG = Calendar
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
amounts = st.integers(1, 150)


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_the_ten_legal_holidays_of_a_year_are_not_worked_and_their_eves_are():
    fixed = ("01-01", "05-01", "07-21", "08-15", "11-01", "11-11", "12-25")
    moving = ("2026-04-06", "2026-05-14", "2026-05-25")
    expected = {*(day(f"2026-{text}") for text in fixed), *map(day, moving)}
    assert legal_holidays(2026) == expected
    assert not any(map(is_working_day, expected))
    assert all(map(is_working_day, map(day, ("2026-05-13", "2026-05-15", "2026-07-20", "2026-12-24"))))


@pytest.mark.parametrize(
    "moving",
    [
        ("1999-04-05", "1999-05-13", "1999-05-24"),
        ("2008-03-24", "2008-05-01", "2008-05-12"),  # Ascension on Labour Day: nine days off
        ("2011-04-25", "2011-06-02", "2011-06-13"),
        ("2024-04-01", "2024-05-09", "2024-05-20"),
        ("2038-04-26", "2038-06-03", "2038-06-14"),  # the latest Easter there is
        ("2100-03-29", "2100-05-06", "2100-05-17"),  # no leap year
    ],
)
def test_three_holidays_follow_easter(moving):
    found = legal_holidays(int(moving[0][:4]))
    assert set(map(day, moving)) <= found
    assert len(found) == (9 if moving[1].endswith("05-01") else 10)


@pytest.mark.parametrize(
    ("text", "worked_in"),
    [
        ("2027-09-27", {LEGAL, DG}),  # a Monday: day of the French Community
        ("2026-11-02", {LEGAL, DG}),  # a Monday: All Souls' Day
        ("2027-11-15", {LEGAL}),  # a Monday: day of the German-speaking Community
        ("2028-12-26", {LEGAL, DG}),  # a Tuesday
        ("2027-09-28", {LEGAL, SPW, DG}),
        ("2026-11-11", set()),
        ("2026-09-27", set()),  # a Sunday
    ],
)
def test_services_close_on_days_that_the_law_does_not_know_as_holidays(text, worked_in):
    assert {kept for kept in Calendar if is_working_day(day(text), kept)} == worked_in


def test_every_calendar_but_the_legal_one_has_closing_days():
    assert {kept for kept in Calendar if any(closing_days(kept))} == {SPW, DG}


def test_a_bridging_day_closes_in_its_year_only():
    read = read_closing_days("spw: [2027-05-07, 09-27]")[SPW]
    assert day("2027-05-07") in read
    assert day("2028-05-07") not in read
    assert day("2028-09-27") in read


@pytest.mark.parametrize("text", ["spw: [2027-02-30]", "spw: [13-01]", "spw: [Noël]", "ville: [09-27]"])
def test_a_closing_day_or_calendar_that_does_not_exist_is_refused(text):
    with pytest.raises(ValueError, match=r"isoformat|must be in|out of range|valid Calendar"):
        read_closing_days(text)


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        ("2026-03-10", 1, "2026-04-10"),
        ("2026-03-31", 1, "2026-04-30"),  # from 1 April to the eve of 1 May
        ("2027-02-28", 1, "2027-03-31"),  # from 1 March to the eve of 1 April
        ("2028-02-28", 1, "2028-03-28"),  # from 29 February to the eve of 29 March
        ("2028-02-29", 1, "2028-03-31"),
        ("2027-01-30", 1, "2027-02-28"),  # no 31 February
        ("2028-01-30", 1, "2028-02-29"),
        ("2027-01-29", 1, "2027-02-28"),  # no 30 February
        ("2028-01-29", 1, "2028-02-29"),
        ("2027-01-28", 1, "2027-02-28"),  # no 29 February in 2027
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-02-28", 12, "2029-02-28"),
        ("2027-02-28", 12, "2028-02-29"),  # from 1 March 2027 to the eve of 1 March 2028
        ("2026-12-31", 2, "2027-02-28"),
        ("2026-08-15", 4, "2026-12-15"),
        ("2026-11-30", 24, "2028-11-30"),
    ],
)
def test_months_are_counted_from_the_day_to_the_eve_of_the_same_day(start, months, last):
    assert add_months(day(start), months) == day(last)


@pytest.mark.parametrize(
    ("start", "count", "kept", "last"),
    [
        ("2026-04-30", 5, LEGAL, "2026-05-08"),  # 1 May is a Friday
        ("2026-05-12", 5, LEGAL, "2026-05-20"),  # Ascension
        ("2026-04-02", 1, LEGAL, "2026-04-03"),  # Good Friday is worked
        ("2026-04-03", 1, LEGAL, "2026-04-07"),  # Easter Monday is not
        ("2026-12-24", 5, LEGAL, "2027-01-04"),
        ("2026-12-24", 5, SPW, "2027-01-04"),  # 26 December 2026 is a Saturday
        ("2027-09-23", 3, LEGAL, "2027-09-28"),
        ("2027-09-23", 3, SPW, "2027-09-29"),
        ("2027-11-10", 3, LEGAL, "2027-11-16"),
        ("2027-11-10", 3, DG, "2027-11-17"),
        ("2026-05-09", 1, LEGAL, "2026-05-11"),  # received on a Saturday
        ("2026-05-09", 0, LEGAL, "2026-05-09"),
    ],
)
def test_working_days_pass_over_weekends_holidays_and_the_closing_days_of_a_calendar(
    start, count, kept, last
):
    assert add_working_days(day(start), count, kept) == day(last)


@pytest.mark.parametrize(
    ("last", "moved"),
    [
        ("2026-04-05", "2026-04-07"),  # Easter Sunday and Monday
        ("2026-12-25", "2026-12-28"),  # a Friday
        ("2026-05-14", "2026-05-15"),  # Ascension; the day after it is worked by law
        ("2026-05-15", "2026-05-15"),
        ("2026-08-15", "2026-08-17"),
    ],
)
def test_a_limit_that_ends_when_nobody_works_goes_on_to_the_next_working_day(last, moved):
    assert next_working_day(day(last)) == day(moved)


@settings(deadline=None)
@given(days, amounts, st.sampled_from(Calendar))
def test_as_many_working_days_lie_in_a_limit_as_were_added_and_the_last_one_is_worked(start, count, kept):
    last = add_working_days(start, count, kept)
    assert is_working_day(last, kept)
    assert working_days_between(start, last, kept) == count
    assert last >= add_calendar_days(start, count)


@settings(deadline=None)
@given(days, st.integers(1, 60))
def test_a_limit_of_months_lies_between_its_shortest_and_longest_and_never_turns_back(start, months):
    last = add_months(start, months)
    assert 28 * months <= (last - start).days <= 31 * months
    assert add_months(start + timedelta(days=1), months) >= last
    assert add_months(start, months + 1) > last


@settings(deadline=None)
@given(days, st.sampled_from(Calendar))
def test_the_next_working_day_is_the_first_one(start, kept):
    found = next_working_day(start, kept)
    assert is_working_day(found, kept)
    assert working_days_between(start - timedelta(days=1), found, kept) == 1
    assert next_working_day(found, kept) == found
