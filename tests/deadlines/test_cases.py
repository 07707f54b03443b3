"""Time limits of real Belgian cases: what was sent when, what happened meanwhile, and the last day to decide.

The law: Judicial Code, articles 52 to 54; the décret of 15 May 2025, which made limits that ran on a day from
17 April to 16 June 2025 sixty days longer after the intrusion into the computers of the Walloon Region.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dossiers.deadlines.counting import Wait, time_limit
from dossiers.engine.limits import Limit
from tests.deadlines.test_counting import Outage

PUT_OFF = {"next_working_day": True}
RECEIPT = {"start": "receipt"}
WORKING = {"unit": "working_days", **RECEIPT}
MONTHS = {"unit": "months", **RECEIPT}


def day(text: str) -> date:
    return date.fromisoformat(text)


def wait(since: str, until: str | None = None) -> Wait:
    return Wait(day(since), day(until) if until else None)


INTRUSION = Outage(day("2025-04-17"), day("2025-06-16"), extra_days=60)
STOPPED = Outage(day("2026-11-09"), day("2026-11-10"), extended_to=day("2026-11-13"))

CASES: dict[str, tuple[dict[str, Any], str, list[Any], str | None]] = {
    "thirty days": ({"amount": 30, **RECEIPT}, "2026-03-02", [], "2026-04-01"),
    "on Easter Sunday, as the démarche leaves it": (
        {"amount": 30, **RECEIPT}, "2026-03-06", [], "2026-04-05"),
    "on Easter Sunday, put off past Easter Monday": (
        {"amount": 30, **RECEIPT, **PUT_OFF}, "2026-03-06", [], "2026-04-07"),
    "on Christmas, a Friday": ({"amount": 45, **RECEIPT, **PUT_OFF}, "2026-11-10", [], "2026-12-28"),
    "on 2 November, closed but no holiday": (
        {"amount": 3, **RECEIPT, **PUT_OFF}, "2026-10-30", [], "2026-11-02"),
    "on 2 November, in the calendar of the services": (
        {"amount": 3, **RECEIPT, **PUT_OFF, "calendar": "spw"}, "2026-10-30", [], "2026-11-03"),
    "on 27 September, a Monday, closed but no holiday": (
        {"amount": 7, **RECEIPT, **PUT_OFF}, "2027-09-20", [], "2027-09-27"),
    "five working days over 1 May": ({"amount": 5, **WORKING}, "2026-04-30", [], "2026-05-08"),
    "five working days over Ascension": ({"amount": 5, **WORKING}, "2026-05-12", [], "2026-05-20"),
    "five working days over Christmas and New Year": (
        {"amount": 5, **WORKING}, "2026-12-24", [], "2027-01-04"),
    "sent on a Saturday": ({"amount": 1, **WORKING}, "2026-05-09", [], "2026-05-11"),
    "one month from 31 January": ({"amount": 1, **MONTHS}, "2027-01-31", [], "2027-02-28"),
    "one month from 31 January of a leap year": ({"amount": 1, **MONTHS}, "2028-01-31", [], "2028-02-29"),
    "one month from 30 January": ({"amount": 1, **MONTHS}, "2027-01-30", [], "2027-02-28"),
    "one month from 28 February": ({"amount": 1, **MONTHS}, "2027-02-28", [], "2027-03-31"),
    "one month from 29 February": ({"amount": 1, **MONTHS}, "2028-02-29", [], "2028-03-31"),
    "four months over the end of a year": ({"amount": 4, **MONTHS}, "2026-10-31", [], "2027-02-28"),
    "one year from 29 February": ({"amount": 12, **MONTHS}, "2028-02-29", [], "2029-02-28"),
    "two months, on a Sunday": ({"amount": 2, **MONTHS, **PUT_OFF}, "2026-06-30", [], "2026-08-31"),
    "three months, on Assumption, a Saturday": (
        {"amount": 3, **MONTHS, **PUT_OFF}, "2026-05-15", [], "2026-08-17"),
    "suspended for ten days": (
        {"amount": 30, **RECEIPT}, "2026-03-02", [wait("2026-03-12", "2026-03-22")], "2026-04-11"),
    "suspended twice": (
        {"amount": 30, **RECEIPT}, "2026-03-02",
        [wait("2026-03-12", "2026-03-22"), wait("2026-04-01", "2026-04-03")], "2026-04-13"),
    "answered the same day": (
        {"amount": 30, **RECEIPT}, "2026-03-02", [wait("2026-03-12", "2026-03-12")], "2026-04-01"),
    "working days suspended over Easter": (
        {"amount": 10, **WORKING}, "2026-03-30", [wait("2026-04-02", "2026-04-08")], "2026-04-17"),
    "months suspended for five days": (
        {"amount": 1, **MONTHS}, "2027-01-31", [wait("2027-02-10", "2027-02-15")], "2027-03-05"),
    "waiting for the person": ({"amount": 30, **RECEIPT}, "2026-03-02", [wait("2026-03-12")], None),
    "asked once the limit had passed": (
        {"amount": 30, **RECEIPT}, "2026-03-02", [wait("2026-04-02", "2026-05-04")], "2026-04-01"),
    "asked on the Sunday before a day that was put off": (
        {"amount": 30, **RECEIPT, **PUT_OFF}, "2026-03-05", [wait("2026-04-05", "2026-04-08")], "2026-04-10"),
    "complete from the beginning": ({"amount": 90}, "2026-03-02", [], "2026-05-31"),
    "complete since the answer": (
        {"amount": 90}, "2026-03-02", [wait("2026-03-12", "2026-03-22")], "2026-06-20"),
    "not complete yet": ({"amount": 90}, "2026-03-02", [wait("2026-03-12")], None),
    "complete after two answers": (
        {"amount": 90}, "2026-03-02",
        [wait("2026-03-12", "2026-03-22"), wait("2026-04-01", "2026-04-03")], "2026-07-02"),
    "begun during the intrusion": ({"amount": 30, **RECEIPT}, "2025-05-05", [INTRUSION], "2025-08-03"),
    "begun on its first day": ({"amount": 30, **RECEIPT}, "2025-04-17", [INTRUSION], "2025-07-16"),
    "begun on its last day": ({"amount": 30, **RECEIPT}, "2025-06-16", [INTRUSION], "2025-09-14"),
    "begun the day after": ({"amount": 30, **RECEIPT}, "2025-06-17", [INTRUSION], "2025-07-17"),
    "ending on its first day": ({"amount": 30, **RECEIPT}, "2025-03-18", [INTRUSION], "2025-06-16"),
    "ended the day before": ({"amount": 30, **RECEIPT}, "2025-03-17", [INTRUSION], "2025-04-16"),
    "straddling it": ({"amount": 4, **MONTHS}, "2025-03-31", [INTRUSION], "2025-09-29"),
    "suspended, answered during the intrusion": (
        {"amount": 30, **RECEIPT}, "2025-04-01", [wait("2025-04-10", "2025-04-24"), INTRUSION], "2025-07-14"),
    "complete after the intrusion only": (
        {"amount": 30}, "2025-04-01", [wait("2025-04-10", "2025-06-20"), INTRUSION], "2025-07-20"),
    "extended, then put off": (
        {"amount": 30, **RECEIPT, **PUT_OFF}, "2025-05-05", [INTRUSION], "2025-08-04"),
    "ending while the portal is stopped": ({"amount": 30, **RECEIPT}, "2026-10-10", [STOPPED], "2026-11-13"),
    "ending before it is up again": ({"amount": 30, **RECEIPT}, "2026-10-13", [STOPPED], "2026-11-13"),
    "ending after it is up again": ({"amount": 30, **RECEIPT}, "2026-10-20", [STOPPED], "2026-11-19"),
    "two breakdowns": ({"amount": 30, **RECEIPT}, "2025-05-05",
        [INTRUSION, Outage(day("2025-08-01"), day("2025-08-02"), extra_days=7)], "2025-08-10"),
}  # fmt: skip


@pytest.mark.parametrize(("declared", "received_on", "met", "due_on"), CASES.values(), ids=CASES)
def test_the_last_day_to_decide(declared, received_on, met, due_on):
    waits = [one for one in met if isinstance(one, Wait)]
    outages = [one for one in met if isinstance(one, Outage)]
    found = time_limit(Limit(**declared), received_on=day(received_on), waits=waits, outages=outages)
    assert found.due_on == (day(due_on) if due_on else None)


def test_the_steps_say_how_the_day_came_about():
    met = [wait("2025-04-10", "2025-04-24"), wait("2025-07-01", "2025-07-03")]
    limit = Limit(amount=30, start="receipt", next_working_day=True)
    found = time_limit(limit, received_on=day("2025-04-01"), waits=met, outages=[INTRUSION])
    assert found.due_on == day("2025-07-16")
    assert [str(step).replace("\xa0", " ") for step in found.steps] == [
        "Le délai commence le 1er avril 2025, à la réception de la demande.",
        "Le délai est suspendu du 11 avril 2025 au 24 avril 2025 : le service attendait votre réponse.",
        "Le délai est prolongé de 60 jours : panne du 17 avril 2025 au 16 juin 2025.",
        "Le délai est suspendu du 2 juillet 2025 au 3 juillet 2025 : le service attendait votre réponse.",
    ]
