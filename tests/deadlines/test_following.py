"""A time limit begins with the sending, stands still while the service waits, ends with the decision."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction

from dossiers.deadlines.models import DossierDeadline
from dossiers.deadlines.services import begin
from dossiers.models import Case
from dossiers.states import DossierEvent
from dossiers.submission import services
from monespace.journal.models import Event
from tests.deadlines.scene import THIRTY_DAYS, deadline_row, happen, sent, version_with
from tests.submission.factories import ACCEPTED, DraftFactory, actor_of

pytestmark = pytest.mark.django_db

RECEIVE, TAKE_UP, ASK, ANSWER = (
    DossierEvent.RECEIVE,
    DossierEvent.TAKE_UP,
    DossierEvent.ASK,
    DossierEvent.ANSWER,
)


@pytest.fixture
def thirty_days():
    return version_with(**THIRTY_DAYS)


def changes_of(dossier):
    return [one.facts for one in Event.objects.about(dossier) if one.tag == "deadline.changed"]


def test_sending_begins_the_limit(time_machine, thirty_days):
    time_machine.move_to("2026-03-02 23:30+01:00")
    draft = DraftFactory(demarche_version=thirty_days)
    services.submit(
        actor=actor_of(draft.created_by), dossier_id=draft.pk, declarations=ACCEPTED, language="fr"
    )
    row = deadline_row(draft)
    assert (row.received_on, row.due_on, row.ended_at) == (date(2026, 3, 2), date(2026, 4, 1), None)
    assert [step.kind for step in row.explanation] == ["begun"]


def test_a_demarche_without_limit_begins_none():
    draft = DraftFactory(demarche_version=version_with())
    services.submit(
        actor=actor_of(draft.created_by), dossier_id=draft.pk, declarations=ACCEPTED, language="fr"
    )
    assert not DossierDeadline.objects.exists()
    happen(_again(draft), RECEIVE, TAKE_UP, ASK, ANSWER)


def _again(dossier):
    dossier.refresh_from_db()
    return dossier


def test_beginning_twice_changes_nothing(thirty_days):
    dossier = sent(thirty_days)
    happen(dossier, RECEIVE, TAKE_UP, ASK)
    with transaction.atomic():
        begin(dossier=dossier)
    assert deadline_row(dossier).due_on is None


def test_asking_stops_the_limit_and_the_answer_gives_the_days_back(time_machine, thirty_days):
    time_machine.move_to("2026-03-12 10:00+01:00")
    dossier = sent(thirty_days, date(2026, 3, 2))
    happen(dossier, RECEIVE, TAKE_UP, ASK)
    assert deadline_row(dossier).due_on is None
    time_machine.move_to("2026-03-22 10:00+01:00")
    happen(dossier, ANSWER)
    row = deadline_row(dossier)
    assert (row.due_on, row.waits) == (date(2026, 4, 11), [["2026-03-12", "2026-03-22"]])
    assert [(one["previous"], one["due_on"]) for one in changes_of(dossier)] == [
        ("2026-04-01", None),
        (None, "2026-04-11"),
    ]


def test_asking_once_the_limit_has_passed_does_not_bring_it_back(thirty_days):
    dossier = sent(thirty_days, date(2026, 3, 2))
    happen(dossier, RECEIVE, TAKE_UP, ASK)
    assert deadline_row(dossier).due_on == date(2026, 4, 1)
    assert changes_of(dossier) == []


def test_an_answer_that_does_not_come_lets_the_limit_go_on(time_machine, thirty_days):
    time_machine.move_to("2026-03-12 10:00+01:00")
    dossier = sent(thirty_days, date(2026, 3, 2))
    happen(dossier, RECEIVE, TAKE_UP, ASK)
    time_machine.move_to("2026-03-13 10:00+01:00")
    happen(dossier, DossierEvent.LAPSE)
    assert deadline_row(dossier).due_on == date(2026, 4, 2)


def test_what_the_service_asks_begins_anew_a_limit_of_complete_dossiers(time_machine):
    time_machine.move_to("2026-03-12 10:00+01:00")
    dossier = sent(version_with(amount=30), date(2026, 3, 2))
    assert deadline_row(dossier).due_on == date(2026, 4, 1)
    happen(dossier, RECEIVE, TAKE_UP, ASK)
    time_machine.move_to("2026-03-22 10:00+01:00")
    happen(dossier, ANSWER)
    assert deadline_row(dossier).due_on == date(2026, 4, 21)


@pytest.mark.parametrize(
    "events",
    [
        [RECEIVE, TAKE_UP, DossierEvent.ACCEPT],
        [RECEIVE, TAKE_UP, ASK, DossierEvent.REFUSE],
        [RECEIVE, DossierEvent.WITHDRAW],
    ],
)
def test_a_decision_or_a_withdrawal_ends_the_limit(thirty_days, events):
    dossier = sent(thirty_days)
    happen(dossier, *events[:-1])
    assert DossierDeadline.objects.running().filter(pk=dossier.pk).exists()
    happen(dossier, events[-1])
    assert deadline_row(dossier).ended_at is not None
    assert not DossierDeadline.objects.running().filter(pk=dossier.pk).exists()


def test_the_case_bears_the_last_day_whichever_is_written_first(time_machine, thirty_days):
    time_machine.move_to("2026-03-12 10:00+01:00")
    dossier = sent(thirty_days, date(2026, 3, 2))
    case = Case.objects.create(dossier=dossier, service="service-primes", received_at=dossier.submitted_at)
    case.refresh_from_db()
    assert case.due_on == date(2026, 4, 1)
    happen(dossier, RECEIVE, TAKE_UP, ASK)
    case.refresh_from_db()
    assert case.due_on is None
    case.officer = dossier.created_by
    case.due_on = date(2030, 1, 1)
    case.save()
    case.refresh_from_db()
    assert case.due_on is None


def test_passed_limits_are_found_by_their_index(thirty_days):
    rows = DossierDeadline.objects.passed(date(2026, 4, 2))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "running_deadlines" in rows.explain()
