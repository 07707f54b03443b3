"""What a service asks: by whom, of what, until when; one at a time, and ended once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from dossiers.catalogue.published import published_definition
from dossiers.complements import errors
from dossiers.complements.askable import askable
from dossiers.complements.models import GRACE, LONGEST_TEXT
from dossiers.complements.services import ask, cancel, lapse
from dossiers.decisions.services import decide
from dossiers.handling.errors import NoLongerOpen
from dossiers.models import ComplementRequest, Dossier
from dossiers.receipts.selectors import submissions_of
from dossiers.states import State
from dossiers.submission.sent import journey_of
from dossiers.tasks import lapse_complements
from monespace.common.errors import NotVisible
from monespace.journal.models import Event
from tests.complements.factories import (
    BRAND,
    HAS_INVOICE,
    INVOICE,
    PRICE,
    TEXT,
    WHY,
    asked,
    examined,
    wanted,
)
from tests.handling.factories import make_officer
from tests.submission.definition import content
from tests.submission.factories import DemarcheVersionFactory
from tests.support.client import force_sign_in
from tests.support.race import race

pytestmark = pytest.mark.django_db


def state_of(case):
    return Dossier.objects.get(pk=case.pk).state


def tags_of(case):
    return [event.tag for event in Event.objects.about(case.dossier)]


def test_officer_asks_for_exact_questions_until_a_day():
    officer, case = make_officer(), examined()
    made = ask(actor=officer, **wanted(case, text=f" {TEXT}\r\n", fields=[PRICE, BRAND]))
    kept = ComplementRequest.objects.get()
    assert (kept, kept.text, kept.fields, kept.asked_by) == (made, TEXT, [BRAND, PRICE], officer.user)
    assert state_of(case) == State.ACTION_NEEDED
    [told] = Event.objects.about(case.dossier)
    assert told.tag == "dossier.asked"
    assert told.facts["request_id"] == str(made.pk)
    assert told.facts["due_on"] == made.due_on.isoformat()
    assert TEXT not in str(told.facts)


def test_what_hangs_on_a_question_opens_with_it():
    assert asked(examined(), HAS_INVOICE).fields == [HAS_INVOICE, INVOICE]


@pytest.mark.parametrize("fields", [["velo.nothing"], ["velo"], [PRICE, "other.marque"], [INVOICE]])
def test_only_questions_asked_of_this_person_are_asked_again(fields):
    case = examined()
    with pytest.raises(errors.FieldRefused):
        asked(case, *fields)
    assert state_of(case) == State.IN_PROGRESS
    assert asked(case, PRICE)


def test_what_an_authentic_source_answers_is_not_asked():
    made = content()
    made["steps"][0]["fields"][0]["prefill"] = "person.first_name"
    case = examined(dossier__demarche_version=DemarcheVersionFactory(content=made))
    with pytest.raises(errors.FieldRefused):
        asked(case, BRAND)
    assert asked(case, PRICE).fields == [PRICE]


def test_same_again_changes_nothing_and_another_is_refused():
    officer, case = make_officer(), examined()
    words = wanted(case)
    made = ask(actor=officer, **words)
    assert ask(actor=officer, **words) == made
    for other in ({"text": "Autre chose."}, {"fields": [BRAND]}, {"actor": make_officer()}):
        with pytest.raises(errors.AlreadyAsked):
            ask(**{"actor": officer, **words, **other})
    assert tags_of(case) == ["dossier.asked"]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"text": " \u200b\n"}, errors.TextMissing),
        ({"text": "é" * (LONGEST_TEXT + 1)}, errors.TextTooLong),
        ({"fields": []}, errors.FieldsMissing),
        ({"due_on": timezone.localdate() + timedelta(days=2)}, errors.DueDayRefused),
        ({"due_on": timezone.localdate() + timedelta(days=182)}, errors.DueDayRefused),
    ],
)
def test_what_cannot_be_asked_is_refused_and_changes_nothing(changes, refusal):
    officer, case = make_officer(), examined()
    with pytest.raises(refusal):
        ask(actor=officer, **wanted(case, **changes))
    assert (state_of(case), ComplementRequest.objects.count()) == (State.IN_PROGRESS, 0)
    longest = {"text": "é" * LONGEST_TEXT, "due_on": timezone.localdate() + timedelta(days=180)}
    assert ask(actor=officer, **wanted(case, **longest))


@pytest.mark.parametrize(
    ("state", "refusal"), [(State.RECEIVED, errors.NotExamined), (State.WITHDRAWN, NoLongerOpen)]
)
def test_only_what_is_examined_is_asked_about(state, refusal):
    with pytest.raises(refusal):
        asked(examined(dossier__state=state))
    assert asked(examined())


def test_only_officers_of_the_service_ask():
    case = examined()
    with pytest.raises(NotVisible):
        ask(actor=make_officer("another"), **wanted(case))
    assert ask(actor=make_officer(), **wanted(case))


def test_officer_calls_off_what_was_asked_once():
    officer, case = make_officer(), examined()
    request = asked(case)
    for _twice in range(2):
        cancel(actor=officer, dossier_id=case.pk, request_id=request.pk, reason=WHY)
    request.refresh_from_db()
    assert request.cancelled_at
    assert state_of(case) == State.IN_PROGRESS
    assert tags_of(case) == ["dossier.asked", "dossier.called_off"]
    assert asked(case, BRAND).is_open
    cancel(actor=officer, dossier_id=case.pk, request_id=request.pk, reason=WHY)
    assert state_of(case) == State.ACTION_NEEDED


def test_only_officers_of_the_service_call_off():
    case = examined()
    request = asked(case)
    with pytest.raises(NotVisible):
        cancel(actor=make_officer("another"), dossier_id=case.pk, request_id=request.pk, reason=WHY)
    assert state_of(case) == State.ACTION_NEEDED


def test_nobody_loses_the_right_to_answer_before_the_last_day_is_over(time_machine):
    time_machine.move_to("2026-03-02 12:00+01:00")
    case = examined()
    request = asked(case, due_on=timezone.localdate() + timedelta(days=10))
    for moment in ("2026-03-12 23:59+01:00", "2026-03-15 23:59+01:00"):
        time_machine.move_to(moment)
        lapse_complements()
        assert state_of(case) == State.ACTION_NEEDED
    assert request.last_day == timezone.localdate() == request.due_on + GRACE
    time_machine.move_to("2026-03-16 00:01+01:00")
    lapse_complements()
    lapse(request_id=request.pk)
    request.refresh_from_db()
    assert request.lapsed_at
    assert state_of(case) == State.IN_PROGRESS
    assert tags_of(case) == ["dossier.asked", "dossier.lapsed"]


def test_what_was_decided_meanwhile_does_not_lapse(time_machine):
    time_machine.move_to("2026-03-02 12:00+01:00")
    case = examined()
    request = asked(case)
    decide(actor=make_officer(), dossier_id=case.pk, outcome=State.ACCEPTED, reasons="")
    time_machine.move_to("2026-06-02 12:00+01:00")
    lapse_complements()
    request.refresh_from_db()
    assert request.lapsed_at is None
    assert state_of(case) == State.ACCEPTED


def test_the_database_keeps_one_open_request_that_ends_once():
    case = examined()
    request = asked(case)
    again = {name: getattr(request, name) for name in ("dossier", "text", "due_on", "fields", "asked_by")}
    with pytest.raises(IntegrityError), transaction.atomic():
        ComplementRequest.objects.create(**again, asked_at=timezone.now())
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        ComplementRequest.objects.filter(pk=request.pk).update(answered_at=now, lapsed_at=now)
    ComplementRequest.objects.filter(pk=request.pk).update(answered_at=now)
    assert ComplementRequest.objects.create(**again, asked_at=now)


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_ask_at_once_one_does():
    case, officers = examined(), [make_officer(), make_officer()]
    outcomes = race(*[lambda one=one: ask(actor=one, **wanted(case)) for one in officers])
    assert sorted(type(one).__name__ for one in outcomes) == ["AlreadyAsked", "ComplementRequest"]
    assert tags_of(case) == ["dossier.asked"]


def test_page_says_first_what_is_asked_and_until_when(client, time_machine):
    time_machine.move_to("2026-03-02 12:00+01:00")
    case = examined()
    force_sign_in(client, case.dossier.created_by)
    address = f"/espace/citoyen/dossiers/{case.pk}/"
    assert "Action demandée\u00a0: répondez" not in client.get(address).content.decode()
    asked(case, PRICE, due_on=timezone.localdate() + timedelta(days=10), text="Voir <b>ceci</b>.")
    page = client.get(address).content.decode()
    assert "Action demandée\u00a0: répondez au plus tard le 12 mars 2026" in page
    assert "Voir &lt;b&gt;ceci&lt;/b&gt;." in page
    assert "<li>Quel prix" in page
    assert "Une réponse est encore possible" not in page
    time_machine.move_to("2026-03-13 12:00+01:00")
    force_sign_in(client, case.dossier.created_by)
    assert (
        "Une réponse est encore possible jusqu’au 15 mars 2026 inclus."
        in client.get(address).content.decode()
    )


def test_askable_are_the_questions_that_apply():
    case = examined()
    definition = _definition(case)
    assert askable(journey_of(submissions_of(case.dossier)[-1], definition)) == [BRAND, PRICE, HAS_INVOICE]


def _definition(case):
    return published_definition(case.dossier.demarche_version)
