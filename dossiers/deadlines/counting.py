"""When the time limit of a dossier ends, and how that came about: a pure function of facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, Protocol

from dossiers.deadlines.steps import Begun, Extended, PutOff, Suspended
from monespace.calendars.counting import (
    add_calendar_days,
    add_months,
    add_working_days,
    next_working_day,
    working_days_between,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from dossiers.deadlines.steps import Step
    from dossiers.engine.limits import Limit


class Wait(NamedTuple):
    """The service waited for the person, from the day after ``since``; ``until`` is the last one, if any."""

    since: date
    until: date | None

    @property
    def first_day(self) -> date:
        """The day by which the limit must still run for this to count."""
        return self.since


class Breakdown(Protocol):
    """An outage, which extends limits by ``extra_days`` or up to the day ``extended_to``."""

    id: UUID
    began_on: date
    ended_on: date
    extra_days: int | None
    extended_to: date | None

    @property
    def first_day(self) -> date:
        """The day by which the limit must still run for this to count."""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """The last day to decide, None while the limit stands still; and the steps that led there, in order."""

    due_on: date | None
    steps: tuple[Step, ...]


def time_limit(
    limit: Limit, *, received_on: date, waits: Sequence[Wait] = (), outages: Iterable[Breakdown] = ()
) -> TimeLimit:
    """Return when ``limit`` ends for a dossier received on a day.

    ``waits`` follow each other in time; an outage concerns the limits that run on one of its days. What
    begins after the limit has ended changes nothing.
    """
    breakdowns = list(outages)
    if limit.start == "receipt":
        return _run(limit, received_on, waits, breakdowns)
    found = _run(limit, received_on, (), breakdowns)
    for wait in waits:
        if found.due_on is None or wait.since > found.due_on:
            break
        if wait.until is None:
            return TimeLimit(None, (Suspended(since=wait.since),))
        found = _run(limit, wait.until, (), breakdowns)
    return found


def _run(limit: Limit, start: date, waits: Sequence[Wait], outages: Sequence[Breakdown]) -> TimeLimit:
    """Count one limit from its start, taking what happened meanwhile in the order of time."""
    steps: list[Step] = [Begun(on=start, start=limit.start)]
    end = _counted(limit, start)
    met: list[Wait | Breakdown] = sorted(
        [*(one for one in outages if one.ended_on >= start), *waits], key=lambda one: one.first_day
    )
    for one in met:
        due = _put_off(limit, end)
        if one.first_day > due:
            break
        base = end if one.first_day <= end else due
        if not isinstance(one, Wait):
            end = _extended(base, one)
            if end > base:
                steps.append(_step_of(one))
        elif one.until is None:
            return TimeLimit(None, (*steps, Suspended(since=one.since)))
        elif one.until > one.since:
            end = _resumed(limit, base, one.since, one.until)
            steps.append(Suspended(since=one.since, until=one.until))
    due = _put_off(limit, end)
    if due > end:
        steps.append(PutOff(day_off=end))
    return TimeLimit(due, tuple(steps))


def _counted(limit: Limit, start: date) -> date:
    """Return the last day of a limit that nothing changes."""
    if limit.unit == "months":
        return add_months(start, limit.amount)
    if limit.unit == "working_days":
        return add_working_days(start, limit.amount, limit.calendar)
    return add_calendar_days(start, limit.amount)


def _resumed(limit: Limit, end: date, since: date, until: date) -> date:
    """Return the end once the days after ``since``, up to ``until``, have not counted."""
    if limit.unit == "working_days":
        suspended = working_days_between(since, until, limit.calendar)
        return add_working_days(end, suspended, limit.calendar)
    return add_calendar_days(end, (until - since).days)


def _extended(end: date, outage: Breakdown) -> date:
    """Return the end as an outage extends it."""
    if outage.extended_to is not None:
        return max(end, outage.extended_to)
    return end + timedelta(days=outage.extra_days or 0)


def _step_of(outage: Breakdown) -> Extended:
    return Extended(
        outage=outage.id,
        began_on=outage.began_on,
        ended_on=outage.ended_on,
        days=outage.extra_days,
        to=outage.extended_to,
    )


def _put_off(limit: Limit, end: date) -> date:
    """Return the next working day where the definition has the limit go on to it, otherwise the end."""
    return next_working_day(end, limit.calendar) if limit.next_working_day else end
