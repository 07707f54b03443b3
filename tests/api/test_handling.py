"""A system acknowledges dossiers and takes them up: once each, in the state that it read, as officers do."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.utils import timezone

from api.idempotency.models import KeptAnswer
from api.idempotency.services import KEPT_FOR, forget_old_answers
from dossiers.clients.verbs import Verb
from dossiers.following.selectors import timeline_of
from dossiers.models import Delivery, Dossier
from dossiers.states import State
from monespace.journal.models import Event
from monespace.outbox.models import Message
from tests.api.caller import Caller, problem
from tests.api.factories import ClientFactory, token_of
from tests.api.test_reading import OUTSIDE
from tests.submission.factories import DeliveryFactory, SubmissionFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db
KEY = '"une-clef"'


@pytest.fixture
def system(db):
    return ClientFactory()


@pytest.fixture
def caller(system):
    return Caller(token_of(system))


@pytest.fixture
def delivery(db):
    return DeliveryFactory(needs_attention_at=timezone.now())


def act(caller, dossier_id, verb="acknowledge", body=None, key=KEY, **headers):
    said = {} if body is None and verb == "acknowledge" else body
    named = {"Idempotency_Key": key} if key else {}
    return caller.post(f"dossiers/{dossier_id}/{verb}", said, **named, **headers)


def events(dossier_id, tag):
    return Event.objects.filter(subject_id=str(dossier_id), tag=tag)


def test_a_dossier_is_acknowledged_under_the_services_reference(caller, system, delivery):
    dossier = delivery.submission.dossier
    answer = act(caller, dossier.pk, body={"serviceReference": "PR-2026/7"})
    assert (answer.status_code, answer.json()["state"]) == (200, "received")
    delivery.refresh_from_db()
    assert (delivery.service_reference, delivery.needs_attention_at) == ("PR-2026/7", None)
    assert delivery.status == "delivered"
    [received] = events(dossier.pk, "dossier.received")
    assert (received.actor_type, received.actor_id) == ("client", str(system.pk))
    lines = timeline_of(dossier.owner_user, dossier, [delivery], service="Primes")
    assert "PR-2026/7" in " ".join(str(line.text) for line in lines)
    assert answer["ETag"] == caller.get(f"dossiers/{dossier.pk}")["ETag"]


def test_an_examination_begins_and_the_person_is_told(caller, delivery):
    dossier = delivery.submission.dossier
    act(caller, dossier.pk)
    answer = act(caller, dossier.pk, "takeUp", key='"b"')
    assert (answer.status_code, answer.json()["state"]) == (200, "in_progress")
    assert Message.objects.filter(topic="dossier.tell", payload__news="taken_up").count() == 1
    [line] = [
        one for one in timeline_of(dossier.owner_user, dossier, [], service="Primes") if one.who == "Primes"
    ]
    assert line.at
    assert act(caller, dossier.pk, "takeUp", key='"c"').json()["state"] == "in_progress"
    assert events(dossier.pk, "dossier.taken_up").count() == 1


def test_the_first_answer_is_given_again(caller, delivery):
    dossier = delivery.submission.dossier
    first = act(caller, dossier.pk, body={"serviceReference": "A"})
    Dossier.objects.filter(pk=dossier.pk).update(state=State.IN_PROGRESS)
    again = act(caller, dossier.pk, body={"serviceReference": "A"}, If_Match=first["ETag"])
    assert (again.content, again["ETag"]) == (first.content, first["ETag"])
    assert events(dossier.pk, "dossier.delivered").count() == 1
    kept = KeptAnswer.objects.get()
    assert dossier.owner_user.last_name not in kept.body


def test_a_key_stands_for_one_request(caller, delivery):
    dossier = delivery.submission.dossier
    assert act(caller, dossier.pk, body={"serviceReference": "A"}).status_code == 200
    other = act(caller, dossier.pk, body={"serviceReference": "B"})
    assert problem(other) == (422, "idempotencyKeyReused")
    assert problem(act(caller, dossier.pk, "takeUp")) == (422, "idempotencyKeyReused")
    assert Delivery.objects.get().service_reference == "A"


def test_the_same_key_of_another_system_is_another(caller, delivery):
    act(caller, delivery.submission.dossier_id)
    other = Caller(token_of(ClientFactory()))
    assert act(other, delivery.submission.dossier_id, body={"serviceReference": "B"}).status_code == 200
    assert KeptAnswer.objects.count() == 2


@pytest.mark.parametrize("key", ["", "sans-guillemets", '""', '"x', f'"{"x" * 256}"'])
def test_a_write_needs_a_quoted_key(caller, delivery, key):
    answer = act(caller, delivery.submission.dossier_id, key=key)
    assert problem(answer) == (400, "badRequest")
    assert [one["name"] for one in answer.json()["issues"]] == ["Idempotency-Key"]
    assert Dossier.objects.get().state == State.SUBMITTED
    assert act(caller, delivery.submission.dossier_id).status_code == 200


def test_who_acts_on_another_state_than_they_read_is_refused_and_may_try_again(caller, delivery):
    dossier = delivery.submission.dossier
    read = caller.get(f"dossiers/{dossier.pk}")
    Dossier.objects.filter(pk=dossier.pk).update(state=State.RECEIVED)
    stale = act(caller, dossier.pk, "takeUp", If_Match=read["ETag"])
    assert problem(stale) == (412, "stale")
    assert Dossier.objects.get().state == State.RECEIVED
    now = caller.get(f"dossiers/{dossier.pk}")["ETag"]
    assert act(caller, dossier.pk, "takeUp", If_Match=f"W/{now}").status_code == 200


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.REFUSED])
def test_a_dossier_that_ended_is_left_as_it_is(caller, delivery, state):
    Dossier.objects.update(state=State.RECEIVED)
    Dossier.objects.update(state=State.IN_PROGRESS)
    Dossier.objects.update(state=state)
    for verb, key in (("acknowledge", '"a"'), ("takeUp", '"b"')):
        answer = act(caller, delivery.submission.dossier_id, verb, key=key)
        assert problem(answer) == (409, "wrongState")
    assert not KeptAnswer.objects.exists()
    assert Delivery.objects.get().delivered_at is None


def test_what_is_not_received_cannot_be_examined(caller, delivery):
    dossier = delivery.submission.dossier
    assert problem(act(caller, dossier.pk, "takeUp")) == (409, "wrongState")
    act(caller, dossier.pk, key='"a"')
    assert act(caller, dossier.pk, "takeUp").status_code == 200


@pytest.mark.parametrize("verb", [Verb.ACKNOWLEDGE, Verb.TAKE_UP])
def test_each_act_needs_its_own_scope(system, delivery, verb):
    path = {Verb.ACKNOWLEDGE: "acknowledge", Verb.TAKE_UP: "takeUp"}[verb]
    others = [one for one in Verb if one != verb]
    answer = act(Caller(token_of(system, *others)), delivery.submission.dossier_id, path)
    assert problem(answer) == (403, "missingScope")
    assert Dossier.objects.get().state == State.SUBMITTED


@pytest.mark.parametrize("outside", OUTSIDE.values(), ids=OUTSIDE)
def test_what_is_outside_cannot_be_acted_on(caller, delivery, outside):
    hidden = outside()
    assert problem(act(caller, hidden.pk)) == (404, "resourceNotFound")
    assert act(caller, delivery.submission.dossier_id).status_code == 200


@pytest.mark.parametrize(
    ("body", "where"),
    [({"reference": "x"}, "reference"), ({"serviceReference": "x" * 101}, "serviceReference")],
)
def test_a_body_says_what_it_may_and_nothing_else(caller, delivery, body, where):
    answer = act(caller, delivery.submission.dossier_id, body=body)
    assert problem(answer) == (400, "badRequest")
    assert [(one["in"], one["name"]) for one in answer.json()["issues"]] == [("body", where)]


def test_a_body_is_json(caller, delivery):
    path = f"/api/v1/dossiers/{delivery.submission.dossier_id}/acknowledge"
    headers = {"Authorization": f"Bearer {caller.token}", "Idempotency-Key": KEY}
    broken = caller.browser.post(path, "{", content_type="application/json", headers=headers)
    assert problem(broken) == (400, "badRequest")
    other = caller.browser.post(path, "<a/>", content_type="application/xml", headers=headers)
    assert problem(other) == (415, "unsupportedMediaType")
    taken = act(caller, delivery.submission.dossier_id, "takeUp", body={"a": 1})
    assert problem(taken) == (400, "badRequest")


def test_answers_are_kept_longer_than_a_day(caller, delivery):
    act(caller, delivery.submission.dossier_id)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert forget_old_answers() == 0
    with time_machine.travel(timezone.now() + KEPT_FOR + timedelta(seconds=1)):
        assert forget_old_answers() == 1


@pytest.mark.django_db(transaction=True)
def test_of_the_same_write_sent_at_once_one_counts(system):
    delivery = DeliveryFactory()
    dossier_id, token = delivery.submission.dossier_id, token_of(system)
    send = partial(act, body={"serviceReference": "A"})
    answers = race(*(partial(send, Caller(token), dossier_id) for _ in range(4)))
    statuses = sorted(one.status_code for one in answers)
    assert set(statuses) <= {200, 409}
    assert 200 in statuses
    assert len({one.content for one in answers if one.status_code == 200}) == 1
    assert {problem(one)[1] for one in answers if one.status_code == 409} <= {"requestInProgress"}
    assert events(dossier_id, "dossier.delivered").count() == 1
    assert KeptAnswer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_systems_that_take_up_what_they_read_one_is_told_that_it_changed(system):
    submission = SubmissionFactory(dossier__state=State.RECEIVED)
    first, second = (Caller(token_of(one)) for one in (system, ClientFactory()))
    read = first.get(f"dossiers/{submission.dossier_id}")["ETag"]
    answers = race(
        *(partial(act, one, submission.dossier_id, "takeUp", If_Match=read) for one in (first, second))
    )
    assert sorted(one.status_code for one in answers) == [200, 412]
    assert events(submission.dossier_id, "dossier.taken_up").count() == 1
