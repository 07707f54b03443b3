"""Messages: once each, in order, by who may, while one may; never changed; counted until they are read."""

from __future__ import annotations

import random
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from dossiers.messages.errors import AnsweredElsewhere, ConversationEnded, NotReceivedYet
from dossiers.messages.services import mark_read, mark_read_by_service
from dossiers.messages.standing import OPEN_AFTERWARDS
from dossiers.models import Dossier, Message, ReadMark, ServiceMember
from dossiers.moves import move
from dossiers.states import DossierEvent, Party, State
from enterprises.rights.permissions import Role
from monespace.common.authors import SYSTEM
from monespace.common.errors import Forbidden, NotVisible
from monespace.common.rate_limits import TooOften
from monespace.journal.models import Event
from tests.handling.factories import CaseFactory, make_officer
from tests.messages.factories import ask, reply, unread
from tests.submission.definition import content
from tests.submission.factories import DemarcheVersionFactory, SentDossierFactory, actor_of
from tests.support.enterprise_factories import EnterpriseFactory, MembershipFactory
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db

PORTAL = [{"gateway": "portal", "service": "service-primes"}]


def end(case, event=DossierEvent.WITHDRAW):
    actor = actor_of(case.dossier.owner_user)
    with transaction.atomic():
        move(actor=actor, party=Party.PERSON, dossier=case.dossier, event=event)


def told(case):
    return [event.tag for event in Event.objects.about(case.dossier)]


def test_both_sides_write_in_order_and_the_journal_has_no_words(case, officer):
    first = ask(case, "Ma facture suit.")
    second = reply(officer, case, "Merci.", language="de", seen=1)
    assert [(one.number, one.side, one.text, one.language) for one in Message.objects.order_by("number")] == [
        (1, "person", "Ma facture suit.", "fr"),
        (2, "service", "Merci.", "de"),
    ]
    assert (first.author, second.author) == (case.dossier.owner_user, officer.user)
    assert told(case) == ["message.to_service", "message.read", "message.to_person"]
    facts = [event.facts for event in Event.objects.about(case.dossier)]
    assert facts[0] == {"party": "person", "message": str(first.pk), "documents": [], "state": "received"}
    assert "facture" not in str(facts)
    dossier = Dossier.objects.get(pk=case.pk)
    assert dossier.last_message_at == dossier.updated_at == second.written_at


def test_the_same_form_sent_twice_is_one_message_and_other_words_are_another(case, officer):
    for write in (lambda **more: ask(case, **more), lambda **more: reply(officer, case, **more)):
        before = Message.objects.count()
        sent = write(text="Une fois", key="k")
        assert write(text="Une fois", key="k") == sent
        assert Message.objects.count() == before + 1
        assert write(text="Une autre fois", key="k") != sent
        assert write(text="Une fois", key="l") != sent
        assert Message.objects.count() == before + 3


def test_nobody_takes_the_form_of_another_for_his_own(case):
    company = EnterpriseFactory()
    mine = CaseFactory(
        dossier__owner_user=None, dossier__owner_enterprise=company, dossier__created_by=PersonFactory()
    )
    people = [MembershipFactory(enterprise=company, role=Role.COLLABORATEUR).user for _ in range(2)]
    sent = {ask(mine, "Pareil", key="k", actor=actor_of(one, company.number)).pk for one in people}
    assert len(sent) == 2


@pytest.mark.parametrize(
    ("role", "may"), [("proprietaire", True), ("collaborateur", True), ("lecteur", False)]
)
def test_who_fills_dossiers_writes_and_who_reads_does_not(role, may):
    company = EnterpriseFactory()
    case = CaseFactory(
        dossier__owner_user=None, dossier__owner_enterprise=company, dossier__created_by=PersonFactory()
    )
    actor = actor_of(MembershipFactory(enterprise=company, role=role).user, company.number)
    if may:
        assert ask(case, actor=actor).number == 1
    else:
        with pytest.raises(Forbidden):
            ask(case, actor=actor)


def test_rights_are_those_of_the_moment_when_the_message_is_kept(case, officer, monkeypatch):
    company = EnterpriseFactory()
    ours = CaseFactory(
        dossier__owner_user=None, dossier__owner_enterprise=company, dossier__created_by=PersonFactory()
    )
    user = MembershipFactory(enterprise=company, role=Role.PROPRIETAIRE).user
    actor = actor_of(user, company.number)

    def lose_it(*_counted):
        company.memberships.current().update(ended_at=timezone.now(), end_reason="Départ")
        MembershipFactory(enterprise=company, user=user, role=Role.LECTEUR)
        ServiceMember.objects.all().delete()

    assert ask(ours, "Avant", actor=actor)
    assert reply(officer, ours, "Avant")
    monkeypatch.setattr("dossiers.messages.services.consume", lose_it)
    with pytest.raises(Forbidden):
        ask(ours, actor=actor)
    monkeypatch.setattr("dossiers.messages.services.consume", lambda *_counted: None)
    with pytest.raises(NotVisible):
        reply(officer, ours)
    assert Message.objects.filter(dossier=ours.dossier).count() == 2


def test_strangers_and_other_services_reach_nothing(case):
    other = make_officer("another-service")
    assert ask(case)
    for attempt in (
        lambda: ask(case, actor=actor_of(PersonFactory())),
        lambda: reply(other, case),
        lambda: mark_read(actor=actor_of(PersonFactory()), dossier_id=case.pk, up_to=1),
        lambda: mark_read_by_service(actor=other, dossier_id=case.pk, up_to=1),
    ):
        with pytest.raises(NotVisible):
            attempt()
    assert Message.objects.count() == 1
    assert not ReadMark.objects.exists()


def test_without_a_case_the_reason_is_the_true_one():
    coming = DemarcheVersionFactory(content=content(delivery=PORTAL))
    on_its_way = SentDossierFactory(demarche_version=coming)
    elsewhere = SentDossierFactory()
    for dossier, refusal in ((on_its_way, NotReceivedYet), (elsewhere, AnsweredElsewhere)):
        with pytest.raises(refusal):
            ask(CaseFactory.build(dossier=dossier, pk=dossier.pk))
    assert ask(CaseFactory(dossier=on_its_way)).number == 1


def test_a_dossier_that_ended_stays_open_for_a_time_and_opens_again_with_the_services_word(case, officer):
    end(case)
    assert ask(case, "Encore une question").number == 1
    with time_machine.travel(timezone.now() + OPEN_AFTERWARDS + timedelta(minutes=1)):
        with pytest.raises(ConversationEnded):
            ask(case, "Trop tard")
        assert reply(officer, case, "Nous avons une question.").number == 2
        assert ask(case, "Voici").number == 3
    later = timezone.now() + 2 * OPEN_AFTERWARDS + timedelta(minutes=2)
    with time_machine.travel(later), pytest.raises(ConversationEnded):
        ask(case, "Beaucoup trop tard")


def test_nobody_writes_about_an_anonymised_dossier(case, officer):
    assert reply(officer, case).number == 1
    end(case)
    with transaction.atomic():
        move(actor=SYSTEM, party=Party.SYSTEM, dossier=case.dossier, event=DossierEvent.ANONYMISE)
    assert Dossier.objects.get(pk=case.pk).state == State.ANONYMISED
    with pytest.raises(ConversationEnded):
        ask(case)
    with pytest.raises(ConversationEnded):
        reply(officer, case)


def test_too_many_messages_in_an_hour_are_refused_but_not_the_same_one_again(case, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"message": (2, 3600)}
    first = ask(case, "Un", key="k")
    ask(case, "Deux")
    with pytest.raises(TooOften):
        ask(case, "Trois")
    assert ask(case, "Un", key="k") == first
    assert Message.objects.count() == 2


def test_officers_have_a_limit_of_their_own(case, officer, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"message_of_service": (1, 3600)}
    reply(officer, case, "Un")
    with pytest.raises(TooOften):
        reply(officer, case, "Deux")
    assert ask(case, "Un")


def test_messages_are_neither_changed_nor_deleted(case):
    ask(case)
    for change in (
        lambda: Message.objects.update(text="Autre chose"),
        lambda: Message.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()
    assert Message.objects.get().text == "Bonjour,\n\nma facture suit."


@pytest.mark.parametrize("wrong", [{"text": ""}, {"number": 1}, {"side": "nobody"}])
def test_the_database_refuses_what_is_no_message(case, wrong):
    sent = ask(case)
    values = {
        "dossier": case.dossier,
        "number": 2,
        "side": "person",
        "author": sent.author,
        "text": "Bon",
        "language": "fr",
        "written_at": timezone.now(),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(pk=uuid4(), **values | wrong)


def test_reading_is_noted_once_and_never_taken_back(case, officer):
    actor = actor_of(case.dossier.owner_user)
    for number in range(3):
        reply(officer, case, f"Message {number}")
    assert unread(case) == (3, 0)
    mark_read(actor=actor, dossier_id=case.pk, up_to=2)
    assert unread(case) == (1, 0)
    mark_read(actor=actor, dossier_id=case.pk, up_to=1)
    mark_read(actor=actor, dossier_id=case.pk, up_to=2)
    mark_read(actor=actor, dossier_id=case.pk, up_to=10**9)
    assert unread(case) == (0, 0)
    assert told(case).count("message.read") == 2
    reply(officer, case, "Encore un")
    assert unread(case) == (1, 0)
    mark = ReadMark.objects.get()
    assert (mark.side, mark.number, mark.read_by) == ("person", 3, actor.user)


def test_what_is_counted_is_what_nobody_has_read_whatever_happens(case, officer):
    person = actor_of(case.dossier.owner_user)
    chance = random.Random(81)  # noqa: S311 - the same course of things each time
    acts = [
        lambda number: ask(case, f"Question {number}", seen=chance.randrange(number + 2)),
        lambda number: reply(officer, case, f"Réponse {number}", seen=chance.randrange(number + 2)),
        lambda number: mark_read(actor=person, dossier_id=case.pk, up_to=chance.randrange(number + 2)),
        lambda number: mark_read_by_service(
            actor=officer, dossier_id=case.pk, up_to=chance.randrange(number + 2)
        ),
    ]
    for number in range(25):
        chance.choice(acts)(number)
        marks = dict(ReadMark.objects.values_list("side", "number"))
        expected = tuple(
            Message.objects.filter(side=writer, number__gt=marks.get(reader, 0)).count()
            for reader, writer in (("person", "service"), ("service", "person"))
        )
        assert unread(case) == expected
    numbers = list(Message.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 5
