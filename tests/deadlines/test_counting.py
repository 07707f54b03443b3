"""Properties that any time limit has, whatever happens while it runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers.deadlines.counting import Wait, time_limit
from dossiers.deadlines.steps import as_kept, from_kept
from dossiers.engine.limits import Limit
from monespace.calendars.closing import Calendar
from monespace.calendars.counting import is_working_day

FIRST = date(2026, 1, 1)
days = st.dates(FIRST, date(2032, 12, 31))


@dataclass(frozen=True)
class Outage:
    """What a breakdown recorded in the portal says."""

    began_on: date
    ended_on: date
    extra_days: int | None = None
    extended_to: date | None = None
    id: UUID = field(default_factory=uuid4)

    @property
    def first_day(self) -> date:
        return self.began_on


def limits(**fixed):
    chosen = {
        "amount": st.integers(1, 120),
        "unit": st.sampled_from(["calendar_days", "working_days", "months"]),
        "start": st.sampled_from(["receipt", "completeness"]),
        "calendar": st.sampled_from(Calendar),
        "next_working_day": st.booleans(),
    }
    return st.builds(Limit, **chosen | {name: st.just(value) for name, value in fixed.items()})


@st.composite
def waits(draw):
    """Draw waits that follow each other from the first day on; the last one may still go on."""
    gaps = draw(st.lists(st.integers(0, 40), max_size=8))
    marks = [FIRST + timedelta(days=gap) for gap in accumulate(gaps)]
    ends = [*marks[1::2], *([None] if len(marks) % 2 else [])]
    return [Wait(since, until) for since, until in zip(marks[::2], ends, strict=True)]


@st.composite
def outages(draw):
    began = draw(st.dates(FIRST, date(2027, 12, 31)))
    ended = began + timedelta(days=draw(st.integers(0, 90)))
    extra = draw(st.one_of(st.none(), st.integers(1, 120)))
    to = None if extra else ended + timedelta(days=draw(st.integers(0, 60)))
    return Outage(began, ended, extra, to)


def counted(limit, waiting, broken=(), received_on=FIRST):
    return time_limit(limit, received_on=received_on, waits=waiting, outages=broken)


@settings(deadline=None)
@given(limits(unit="calendar_days", start="receipt", next_working_day=False), waits())
def test_as_many_days_count_as_the_law_gives_and_those_of_waiting_do_not(limit, waiting):
    found = counted(limit, waiting)
    if found.due_on is None:
        assert waiting[-1].until is None
        return
    after = (FIRST + timedelta(days=number) for number in range(1, (found.due_on - FIRST).days + 1))
    running = [day for day in after if not any(one.since < day <= (one.until or date.max) for one in waiting)]
    assert len(running) == limit.amount
    assert found.due_on in {
        running[-1],
        *(one.until for one in waiting),
    }  # asked on the last day: the answer's


@settings(deadline=None)
@given(limits(unit="working_days", start="receipt"), waits())
def test_as_many_working_days_count_as_the_law_gives(limit, waiting):
    found = counted(limit, waiting)
    if found.due_on is None:
        assert waiting[-1].until is None
        return
    after = (FIRST + timedelta(days=number) for number in range(1, (found.due_on - FIRST).days + 1))
    running = [
        day
        for day in after
        if is_working_day(day, limit.calendar)
        and not any(one.since < day <= (one.until or date.max) for one in waiting)
    ]
    assert len(running) == limit.amount


@settings(deadline=None)
@given(limits(), waits(), st.lists(outages(), max_size=3))
def test_nothing_that_happens_brings_the_end_nearer(limit, waiting, broken):
    plain = counted(limit, [])
    disturbed = counted(limit, waiting, broken)
    assert disturbed.due_on is None or disturbed.due_on >= plain.due_on
    assert disturbed.due_on is not None or waiting[-1].until is None


@settings(deadline=None)
@given(limits(), waits(), st.lists(outages(), max_size=3), st.randoms())
def test_the_order_in_which_outages_are_recorded_does_not_count(limit, waiting, broken, random):
    shuffled = random.sample(broken, len(broken))
    by_start = {one.began_on for one in broken}
    if len(by_start) == len(broken):
        assert counted(limit, waiting, shuffled) == counted(limit, waiting, broken)


@settings(deadline=None)
@given(limits(next_working_day=True), waits(), st.lists(outages(), max_size=3))
def test_a_limit_that_goes_on_to_a_working_day_ends_on_one(limit, waiting, broken):
    due_on = counted(limit, waiting, broken).due_on
    assert due_on is None or is_working_day(due_on, limit.calendar)


@settings(deadline=None)
@given(limits(next_working_day=False), st.integers(1, 120), st.integers(0, 20))
def test_an_outage_while_the_limit_runs_adds_its_days_once(limit, extra, after):
    plain = counted(limit, []).due_on
    began = min(FIRST + timedelta(days=after), plain)
    broken = [Outage(began, began + timedelta(days=3), extra_days=extra)]
    assert counted(limit, [], broken).due_on == plain + timedelta(days=extra)


@settings(deadline=None)
@given(limits(), st.integers(1, 60))
def test_an_outage_over_before_receipt_or_begun_after_the_end_changes_nothing(limit, days_off):
    plain = counted(limit, [])
    before = Outage(FIRST - timedelta(days=days_off), FIRST - timedelta(days=1), extra_days=60)
    after = Outage(plain.due_on + timedelta(days=days_off), date(2040, 1, 1), extra_days=60)
    assert counted(limit, [], [before, after]) == plain


@settings(deadline=None)
@given(limits(), waits(), st.lists(outages(), max_size=3))
def test_the_steps_are_kept_as_they_are(limit, waiting, broken):
    steps = counted(limit, waiting, broken).steps
    assert from_kept(as_kept(steps)) == steps
    assert all(str(step) for step in steps)
