"""A system asks people for more, by the rules of officers: which questions, until when, one at a time."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from dossiers.clients.verbs import Verb
from dossiers.complements.services import cancel
from dossiers.models import ComplementRequest
from dossiers.states import State
from monespace.outbox.models import Message as OutboxMessage
from tests.api.caller import Caller, problem
from tests.api.factories import ClientFactory, token_of
from tests.api.scene import act, events, examined_elsewhere, examined_here, issues
from tests.api.test_reading import OUTSIDE
from tests.complements.factories import HAS_INVOICE, INVOICE, PRICE, asked
from tests.complements.test_answering import send as answer_with
from tests.handling.factories import make_officer
from tests.submission.factories import actor_of
from tests.support.race import race

pytestmark = pytest.mark.django_db
TEXT = "La facture est illisible.\n\nVérifiez aussi le prix."


@pytest.fixture
def system(db):
    return ClientFactory(name="PRIMES")


@pytest.fixture
def caller(system):
    return Caller(token_of(system))


def day(days=30):
    return str(timezone.localdate() + timedelta(days=days))


def ask(caller, dossier, **changes):
    headers = {name: changes.pop(name) for name in list(changes) if name[0].isupper()}
    said = {"text": TEXT, "dueOn": day(), "fields": [PRICE], **changes}
    return act(caller, dossier, "complements", said, **headers)


def read(caller, dossier):
    return caller.get(f"dossiers/{dossier.pk}/complements").json()["items"]


def test_questions_open_for_the_person_who_is_told(caller, system):
    dossier = examined_elsewhere()
    answer = ask(caller, dossier, fields=[PRICE, HAS_INVOICE])
    assert (answer.status_code, answer.json()["state"]) == (201, "action_needed")
    request = ComplementRequest.objects.get()
    assert (request.text, request.asked_by_client, request.asked_by) == (TEXT, system, None)
    assert request.fields == [PRICE, HAS_INVOICE, INVOICE]
    [event] = events(dossier, "dossier.asked")
    assert (event.actor_id, event.facts["party"]) == (str(system.pk), "client")
    assert OutboxMessage.objects.filter(topic="dossier.tell", payload__news="asked").count() == 1
    [told] = read(caller, dossier)
    assert told["href"] == answer["Location"] == answer.json()["made"]
    assert (told["standing"], told["askedBy"], told["fields"]) == ("awaited", "PRIMES", request.fields)
    assert "endedAt" not in told
    assert caller.get(told["href"].partition("/api/v1/")[2]).json() == told


def test_an_answer_is_a_submission_of_the_dossier(caller):
    dossier = examined_elsewhere()
    ask(caller, dossier)
    actor = actor_of(dossier.owner_user)
    submission = answer_with(actor, ComplementRequest.objects.get())
    [told] = read(caller, dossier)
    assert (told["standing"], told["submission"]) == ("answered", submission.number)
    numbers = [one["number"] for one in caller.get(f"dossiers/{dossier.pk}").json()["submissions"]]
    assert numbers == [1, told["submission"]]


def test_a_request_is_called_off_for_a_reason_once(caller):
    dossier = examined_elsewhere()
    ask(caller, dossier)
    [told] = read(caller, dossier)
    path = f"complements/{told['id']}/cancel"
    for _twice in range(2):
        answer = act(caller, dossier, path, {"reason": "Elle est arrivée par la poste."})
        assert (answer.status_code, answer.json()["state"]) == (200, "in_progress")
        assert "made" not in answer.json()
    assert len(events(dossier, "dossier.called_off")) == 1
    [told] = read(caller, dossier)
    assert (told["standing"], told["cancelReason"]) == ("cancelled", "Elle est arrivée par la poste.")


def test_what_ended_otherwise_cannot_be_called_off(caller):
    dossier = examined_elsewhere()
    ask(caller, dossier)
    request = ComplementRequest.objects.get()
    answer_with(actor_of(dossier.owner_user), request)
    late = act(caller, dossier, f"complements/{request.pk}/cancel", {"reason": "Trop tard."})
    assert problem(late) == (409, "wrongState")
    other = examined_elsewhere()
    missing = act(caller, other, f"complements/{request.pk}/cancel", {"reason": "Ailleurs."})
    assert problem(missing) == (404, "resourceNotFound")


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"text": " \u200b"}, "text"),
        ({"text": "x" * 5_001}, "text"),
        ({"dueOn": "demain"}, "dueOn"),
        ({"dueOn": 2}, "dueOn"),
        ({"dueOn": "2026-12-24T00:00:00"}, "dueOn"),
        ({"dueOn": day(181)}, "dueOn"),
        ({"fields": []}, "fields"),
        ({"fields": ["velo"]}, "fields"),
        ({"fields": [PRICE, "velo.autre"]}, "fields"),
        ({"fields": [INVOICE, "\u0000"]}, "fields"),
        ({"fields": ["x" * 201]}, "fields[0]"),
        ({"documents": [INVOICE]}, "documents"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_cannot_be_asked_is_named(caller, changes, where):
    dossier = examined_elsewhere()
    assert issues(ask(caller, dossier, **changes)) == [("body", where)]
    assert not ComplementRequest.objects.exists()
    assert ask(caller, dossier).status_code == 201


def test_the_fields_that_are_refused_are_named(caller):
    answer = ask(caller, examined_elsewhere(), fields=["velo.b", PRICE, "velo.a"])
    assert [one["value"] for one in answer.json()["issues"]] == [["velo.a", "velo.b"]]


def test_one_request_waits_and_the_same_again_is_the_same(caller):
    dossier = examined_elsewhere()
    first = ask(caller, dossier)
    assert ask(caller, dossier).json()["made"] == first.json()["made"]
    assert problem(ask(caller, dossier, text="Autre chose.")) == (409, "wrongState")
    other = Caller(token_of(ClientFactory()))
    assert problem(ask(other, dossier)) == (409, "wrongState")
    assert ComplementRequest.objects.count() == 1


@pytest.mark.parametrize("state", [State.SUBMITTED, State.RECEIVED, State.ACCEPTED, State.WITHDRAWN])
def test_only_what_is_examined_is_asked_about(caller, state):
    assert problem(ask(caller, examined_elsewhere(state))) == (409, "wrongState")
    assert ask(caller, examined_elsewhere()).status_code == 201


def test_officers_and_the_system_see_and_end_each_others_requests(caller):
    by_officer, by_system = examined_here(), examined_here()
    made = asked(by_officer.case)
    [told] = read(caller, by_officer)
    assert told["askedBy"] == made.asked_by.display_name
    cancelled = act(caller, by_officer, f"complements/{made.pk}/cancel", {"reason": "Inutile."})
    assert cancelled.status_code == 200
    ask(caller, by_system)
    request = ComplementRequest.objects.get(dossier=by_system)
    assert request.asked_by_name == "PRIMES (système)"
    cancel(actor=make_officer(), dossier_id=by_system.pk, request_id=request.pk, reason="Inutile.")
    assert read(caller, by_system)[0]["standing"] == "cancelled"


def test_requests_come_page_by_page_and_none_of_an_erased_dossier(caller):
    dossier = examined_elsewhere()
    for text in ("un", "deux"):
        ask(caller, dossier, text=text)
        request = ComplementRequest.objects.latest("asked_at")
        act(caller, dossier, f"complements/{request.pk}/cancel", {"reason": "Inutile."})
    first = caller.get(f"dossiers/{dossier.pk}/complements?pageSize=1").json()
    second = caller.get(first["next"].partition("/api/v1/")[2]).json()
    assert [one["text"] for one in first["items"] + second["items"]] == ["un", "deux"]
    assert "next" not in second
    for state in (State.WITHDRAWN, State.ANONYMISED):
        type(dossier).objects.filter(pk=dossier.pk).update(state=state, ended_at=timezone.now())
    assert read(caller, dossier) == []
    missing = caller.get(f"dossiers/{dossier.pk}/complements/{request.pk}")
    assert problem(missing) == (404, "resourceNotFound")


def test_complements_have_a_scope_of_their_own_and_are_read_as_dossiers_are(system):
    dossier = examined_elsewhere()
    others = [one for one in Verb if one != Verb.COMPLEMENT]
    assert problem(ask(Caller(token_of(system, *others)), dossier)) == (403, "missingScope")
    asking = Caller(token_of(system, Verb.COMPLEMENT))
    assert ask(asking, dossier).status_code == 201
    assert problem(asking.get(f"dossiers/{dossier.pk}/complements")) == (403, "missingScope")
    [look] = read(Caller(token_of(system, Verb.READ)), dossier) and events(dossier, "dossier.consulted")
    assert look.facts["part"] == "complements"


@pytest.mark.parametrize("outside", OUTSIDE.values(), ids=OUTSIDE)
def test_of_dossiers_of_others_nothing_is_asked(caller, outside):
    hidden = outside()
    assert problem(ask(caller, hidden)) == (404, "resourceNotFound")
    assert problem(caller.get(f"dossiers/{hidden.pk}/complements")) == (404, "resourceNotFound")


@pytest.mark.django_db(transaction=True)
def test_of_two_systems_that_ask_at_once_one_does(system):
    dossier = examined_elsewhere()
    callers = [Caller(token_of(one)) for one in (system, ClientFactory())]
    answers = race(*(partial(ask, one, dossier) for one in callers))
    assert sorted(one.status_code for one in answers) == [201, 409]
    assert ComplementRequest.objects.count() == 1
