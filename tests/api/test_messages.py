"""A system reads what people and the service wrote to each other, and writes as an officer does."""

from __future__ import annotations

import hashlib
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from api.idempotency.models import KeptAnswer
from dossiers.clients.verbs import Verb
from dossiers.following.selectors import timeline_of
from dossiers.messages.models import Side
from dossiers.messages.services import write_to_service
from dossiers.models import Message, ReadMark
from dossiers.states import State
from monespace.outbox.models import Message as OutboxMessage
from tests.api.caller import Caller, problem
from tests.api.factories import ClientFactory, token_of
from tests.api.scene import act, events, examined_elsewhere, examined_here, issues
from tests.api.test_reading import OUTSIDE
from tests.handling.factories import make_officer
from tests.messages.factories import MessageDocumentFactory, MessageFactory, letter, reply
from tests.submission.factories import actor_of
from tests.support.race import race

pytestmark = pytest.mark.django_db
TEXT = "Votre facture est illisible.\n\nEnvoyez-la à nouveau."


@pytest.fixture
def system(db):
    return ClientFactory(name="PRIMES")


@pytest.fixture
def caller(system):
    return Caller(token_of(system))


def write(caller, dossier, text=TEXT, **more):
    headers = {name: more.pop(name) for name in list(more) if name[0].isupper()}
    return act(caller, dossier, "messages", {"text": text, **more}, **headers)


def ask(dossier, text="Bonjour, et ma prime ?"):
    """Let the owner write."""
    return write_to_service(actor=actor_of(dossier.owner_user), dossier_id=dossier.pk, letter=letter(text))


def test_a_message_reaches_the_person_who_is_told(caller, system):
    dossier = examined_elsewhere()
    answer = write(caller, dossier)
    assert (answer.status_code, answer.json()["id"]) == (201, str(dossier.pk))
    message = Message.objects.get()
    assert (message.side, message.author_client, message.author) == (Side.SERVICE, system, None)
    assert (message.text, message.language) == (TEXT, dossier.language)
    assert answer["Location"] == answer.json()["made"]
    assert caller.get(answer["Location"].partition("/api/v1/")[2]).json()["text"] == TEXT
    assert answer["ETag"] == caller.get(f"dossiers/{dossier.pk}")["ETag"]
    dossier.refresh_from_db()
    assert dossier.unread_by_person == 1
    assert OutboxMessage.objects.filter(topic="dossier.tell", payload__news="message").count() == 1
    [event] = events(dossier, "message.to_person")
    assert (event.actor_type, event.actor_id, event.facts["party"]) == ("client", str(system.pk), "client")
    [line] = [
        one for one in timeline_of(dossier.owner_user, dossier, [], service="Primes") if one.who == "Primes"
    ]
    assert line.title == "Message du service compétent"


def test_both_sides_are_read_in_order_page_by_page(caller):
    dossier = examined_here()
    officer = make_officer()
    ask(dossier, "un")
    reply(officer, dossier.case, "deux")
    write(caller, dossier, "trois")
    first = caller.get(f"dossiers/{dossier.pk}/messages?pageSize=2").json()
    second = caller.get(first["next"].partition("/api/v1/")[2]).json()
    assert "next" not in second
    told = [
        (one["number"], one["text"], one["side"], one["author"]) for one in first["items"] + second["items"]
    ]
    assert told == [
        (1, "un", "person", dossier.owner_user.display_name),
        (2, "deux", "service", officer.user.display_name),
        (3, "trois", "service", "PRIMES"),
    ]


def test_a_cursor_leads_on_in_its_own_conversation_only(caller):
    dossiers = examined_here(), examined_here()
    for one in dossiers:
        ask(one, "un")
        ask(one, "deux")
    page = caller.get(f"dossiers/{dossiers[0].pk}/messages?pageSize=1").json()
    cursor = page["next"].partition("?")[2]
    assert caller.get(f"dossiers/{dossiers[0].pk}/messages?{cursor}").status_code == 200
    assert issues(caller.get(f"dossiers/{dossiers[1].pk}/messages?{cursor}")) == [("query", "cursor")]


def test_each_look_is_kept_and_what_is_known_is_none(caller, system):
    dossier = examined_here()
    ask(dossier)
    answer = caller.get(f"dossiers/{dossier.pk}/messages")
    again = caller.get(f"dossiers/{dossier.pk}/messages", If_None_Match=answer["ETag"])
    assert again.status_code == 304
    [look] = events(dossier, "dossier.consulted")
    assert (look.actor_id, look.facts["part"]) == (str(system.pk), "messages")
    assert answer["Cache-Control"] == "no-store"


def test_a_document_is_read_as_those_of_a_dossier(caller):
    dossier = examined_here()
    document = MessageDocumentFactory(message__dossier=dossier)
    pending = MessageDocumentFactory(message=document.message, scan="pending", original_name="z.pdf")
    message = caller.get(f"dossiers/{dossier.pk}/messages").json()["items"][0]
    told = message["documents"]
    assert [(one["name"], one["scan"]) for one in told] == [("modèle.pdf", "clean"), ("z.pdf", "pending")]
    answer = caller.get(told[0]["href"].partition("/api/v1/")[2])
    content = b"".join(answer.streaming_content)
    assert hashlib.sha256(content).hexdigest() == told[0]["sha256"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Repr-Digest"].startswith("sha-256=:")
    assert answer["Cache-Control"] == "no-store"
    assert events(dossier, "dossier.consulted")[-1].facts["document"] == str(document.pk)
    assert problem(caller.get(told[1]["href"].partition("/api/v1/")[2])) == (404, "resourceNotFound")
    assert pending.scan == "pending"


def test_a_document_or_a_message_of_another_dossier_is_not_there(caller):
    own, other = examined_here(), examined_here()
    document = MessageDocumentFactory(message__dossier=other)
    place = f"messages/{document.message_id}"
    assert caller.get(f"dossiers/{other.pk}/{place}").status_code == 200
    for path in (place, f"{place}/documents/{document.pk}"):
        assert problem(caller.get(f"dossiers/{own.pk}/{path}")) == (404, "resourceNotFound")


def test_the_service_reads_up_to_what_its_system_says(caller, system):
    dossier = examined_here()
    for text in ("un", "deux", "trois"):
        ask(dossier, text)
    write(caller, dossier, readUpTo=2)
    dossier.refresh_from_db()
    assert dossier.unread_by_service == 1
    mark = ReadMark.objects.get(side=Side.SERVICE)
    assert (mark.number, mark.read_by_client, mark.read_by) == (2, system, None)
    reply(make_officer(), dossier.case, "lu", seen=3)
    mark.refresh_from_db()
    assert (mark.number, mark.read_by_client) == (3, None)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({}, "text"),
        ({"text": ""}, "text"),
        ({"text": " \u200b\n"}, "text"),
        ({"text": "x" * 10_001}, "text"),
        ({"text": 7}, "text"),
        ({"text": TEXT, "readUpTo": -1}, "readUpTo"),
        ({"text": TEXT, "readUpTo": "1"}, "readUpTo"),
        ({"text": TEXT, "language": "fr"}, "language"),
    ],
)
def test_what_cannot_be_sent_is_named(caller, body, where):
    dossier = examined_elsewhere()
    assert issues(act(caller, dossier, "messages", body)) == [("body", where)]
    assert not Message.objects.exists()
    assert act(caller, dossier, "messages", {"text": TEXT}).status_code == 201


def test_what_nobody_sees_is_left_out(caller):
    write(caller, examined_elsewhere(), " un\u200b\r\ndeux\x00 ")
    assert Message.objects.get().text == "un\ndeux"


def test_an_ended_dossier_may_still_be_written_about_an_erased_one_not(caller):
    ended = examined_elsewhere(State.REFUSED)
    assert write(caller, ended).status_code == 201
    erased = examined_elsewhere(State.ANONYMISED)
    assert problem(write(caller, erased)) == (409, "wrongState")
    MessageFactory(dossier=erased)
    assert caller.get(f"dossiers/{erased.pk}/messages").json()["items"] == []


def test_a_system_writes_no_more_than_a_person_can_read(caller, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"message_of_system": (1, 3600)}
    dossier = examined_elsewhere()
    first = write(caller, dossier, Idempotency_Key='"a"')
    assert problem(write(caller, dossier)) == (429, "tooManyRequests")
    assert write(caller, dossier, Idempotency_Key='"a"').content == first.content
    assert write(caller, examined_elsewhere()).status_code == 201


@pytest.mark.parametrize("outside", OUTSIDE.values(), ids=OUTSIDE)
def test_conversations_of_others_are_not_there(caller, outside):
    hidden = outside()
    assert problem(caller.get(f"dossiers/{hidden.pk}/messages")) == (404, "resourceNotFound")
    assert problem(write(caller, hidden)) == (404, "resourceNotFound")
    assert not Message.objects.exists()


def test_messages_have_a_scope_of_their_own(system):
    dossier = examined_here()
    others = [one for one in Verb if one != Verb.MESSAGE]
    without = Caller(token_of(system, *others))
    assert problem(without.get(f"dossiers/{dossier.pk}/messages")) == (403, "missingScope")
    assert problem(write(without, dossier)) == (403, "missingScope")
    assert write(Caller(token_of(system, Verb.MESSAGE)), dossier).status_code == 201


@pytest.mark.parametrize(
    "changes", [{"author": None, "author_client": None}, {"side": Side.PERSON, "author": None}, {}]
)
def test_a_message_has_one_author_and_systems_write_for_services(system, changes):
    written = {"dossier": examined_elsewhere(), "author_client": system, **changes}
    with pytest.raises(IntegrityError), transaction.atomic():
        MessageFactory(**written)
    assert MessageFactory(dossier=written["dossier"], author=None, author_client=system).pk


@pytest.mark.django_db(transaction=True)
def test_of_the_same_message_sent_at_once_one_counts(system):
    dossier, token = examined_elsewhere(), token_of(system)
    answers = race(*(partial(write, Caller(token), dossier, Idempotency_Key='"une"') for _ in range(4)))
    assert {one.status_code for one in answers} <= {201, 409}
    assert {problem(one)[1] for one in answers if one.status_code == 409} <= {"requestInProgress"}
    assert Message.objects.count() == KeptAnswer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_to_what_was_read_one_is_told_that_it_changed(system):
    dossier = examined_elsewhere()
    callers = [Caller(token_of(one)) for one in (system, ClientFactory())]
    read = callers[0].get(f"dossiers/{dossier.pk}")["ETag"]
    answers = race(*(partial(write, one, dossier, If_Match=read) for one in callers))
    assert sorted(one.status_code for one in answers) == [201, 412]
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    "body", ['{"text": "\\ud800"}', '{"text": "a", "\\ud800": 1}', '{"text": NaN}', "[]", '"a"']
)
def test_a_body_of_another_kind_is_a_bad_request(caller, body):
    path = f"/api/v1/dossiers/{examined_elsewhere().pk}/messages"
    headers = {"Authorization": f"Bearer {caller.token}", "Idempotency-Key": '"a"'}
    answer = caller.browser.post(path, body, content_type="application/json", headers=headers)
    assert problem(answer) == (400, "badRequest")
    sound = caller.browser.post(path, '{"text": "a"}', content_type="application/json", headers=headers)
    assert (sound.status_code, Message.objects.get().text) == (201, "a")
