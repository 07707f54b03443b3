"""Who wants one mail a day gets what happened in one; nothing is told twice, nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import MailPace
from accounts.services import change_profile
from dossiers.digests import services
from dossiers.models import Notice
from dossiers.notices.services import tell_people
from dossiers.states import DossierEvent, State
from dossiers.tasks import send_digests
from monespace.journal.models import Event
from monespace.mail.models import Mail
from monespace.outbox.models import Message
from monespace.outbox.testing import drain, let_pass
from tests.digests.scene import held, morning, own_dossier, pacing, waits
from tests.notices.scene import company_dossier, happen, member, told
from tests.submission.factories import SentDossierFactory
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db


def test_news_wait_for_the_digest_and_are_told_in_one_mail():
    dossier = own_dossier()
    waits(dossier)
    other = SentDossierFactory(owner_user=dossier.owner_user)
    waits(other)
    assert not Mail.objects.exists()
    assert Notice.objects.filter(told_at=None).count() == 2
    [mail] = morning()
    for one in (dossier, other):
        assert one.reference in mail.text
        assert one.reference in mail.html
        assert f"/espace/citoyen/dossiers/{one.pk}/" in mail.text
    assert mail.text.count("l’examen a commencé") == 2
    assert not Notice.objects.filter(told_at=None).exists()
    assert morning() == []


@pytest.mark.parametrize("pace", MailPace)
@pytest.mark.parametrize("event", [DossierEvent.ASK, DossierEvent.LAPSE, DossierEvent.REFUSE])
def test_what_the_law_or_their_interest_makes_certain_is_told_at_once_whatever_they_chose(pace, event):
    dossier = own_dossier(pace)
    assert told(dossier, event) == [dossier.owner_user.email]
    assert morning() == []


@pytest.mark.parametrize(("pace", "at_once", "later"), [("at_once", 1, 0), ("daily", 0, 1), ("action", 0, 0)])
def test_other_news_are_told_as_the_person_chose(pace, at_once, later):
    dossier = own_dossier(pace)
    assert len(told(dossier, DossierEvent.TAKE_UP)) == at_once
    assert len(morning()) == later


def test_of_an_enterprise_each_is_told_as_they_chose():
    dossier = company_dossier()
    pacing(member(dossier, "daily"), "daily")
    pacing(member(dossier, "action"), "action")
    assert told(dossier, DossierEvent.TAKE_UP) == ["sender@exemple.be"]
    assert [mail.to for mail in morning()] == ["daily@exemple.be"]


@pytest.mark.parametrize("chosen_meanwhile", MailPace)
def test_what_waits_is_told_once_though_the_choice_changes_meanwhile(chosen_meanwhile):
    dossier = own_dossier()
    waits(dossier)
    pacing(dossier.owner_user, chosen_meanwhile)
    assert len(morning()) == 1
    assert morning() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("before", "after"), [("daily", "at_once"), ("at_once", "daily")])
def test_told_once_though_the_choice_changes_at_the_same_moment(before, after):
    dossier = own_dossier(before)
    happen(dossier, DossierEvent.TAKE_UP)
    event = Event.objects.about(dossier).get(tag="dossier.taken_up")
    outcome = race(
        lambda: tell_people(dossier_id=dossier.pk, event_id=event.pk, news="taken_up"),
        lambda: change_profile(actor=dossier.owner_user, mail_pace=after),
    )
    assert outcome == [None, None]
    drain()
    morning()
    assert Mail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_digest():
    dossier = own_dossier()
    waits(dossier)
    until = (timezone.now() + timedelta(hours=2)).isoformat()
    person = str(dossier.owner_user_id)
    assert race(*[lambda: services.send_digest(person_id=person, until=until)] * 3) == [None] * 3
    assert Mail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_after_writing_the_mail_leaves_nothing_and_another_sends_it_once(monkeypatch):
    dossier = own_dossier()
    waits(dossier)
    written = services.write_digest

    def killed(**given):
        written(**given)
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(services, "write_digest", killed)
        with pytest.raises(SystemExit):
            morning()
    assert not Mail.objects.exists()
    assert Notice.objects.filter(told_at=None).count() == 1
    let_pass(timedelta(minutes=5))
    drain()
    assert Mail.objects.count() == 1
    assert not Notice.objects.filter(told_at=None).exists()


def test_digest_begun_twice_is_sent_once_and_what_came_since_waits_for_the_next_day():
    dossier = own_dossier()
    waits(dossier)
    hour = timezone.now()
    services.begin_digests(until=hour)
    drain()
    late = SentDossierFactory(owner_user=dossier.owner_user)
    waits(late)
    services.begin_digests(until=hour)
    drain()
    [mail] = Mail.objects.all()
    assert late.reference not in mail.text
    [next_mail] = morning()
    assert late.reference in next_mail.text
    assert dossier.reference not in next_mail.text


def test_the_clock_sends_in_the_morning_here_what_waited_since_before(time_machine, settings):
    hour = settings.CLOCK["dossiers.tasks.send_digests"]
    assert hour.hour < 12
    time_machine.move_to("2026-07-06 06:59:00+02:00", tick=False)
    dossier = own_dossier()
    waits(dossier)
    send_digests()
    drain()
    assert not Mail.objects.exists()
    time_machine.move_to("2026-07-06 07:00:30+02:00", tick=False)
    send_digests()
    drain()
    assert Mail.objects.count() == 1


def test_many_people_get_theirs_in_batches(monkeypatch):
    monkeypatch.setattr(services, "BATCH", 2)
    for _ in range(5):
        waits(own_dossier())
    assert len(morning()) == 5
    assert Message.objects.filter(topic=services.NEXT).count() == 3
    assert morning() == []


def test_a_digest_tells_nothing_that_the_reader_cannot_open_any_more():
    dossier = company_dossier()
    reader = pacing(member(dossier, "reader"), "daily")
    kept = SentDossierFactory(owner_user=reader)
    held(dossier, reader)
    held(kept, reader)
    dossier.owner_enterprise.memberships.filter(user=reader).update(
        ended_at=timezone.now(), end_reason="départ"
    )
    [mail] = morning()
    assert kept.reference in mail.text
    assert dossier.reference not in mail.text
    assert Notice.objects.get().dossier == kept


@pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
def test_who_cannot_be_written_to_any_more_gets_no_digest_and_nothing_waits(change):
    dossier = own_dossier()
    waits(dossier)
    type(dossier.owner_user).objects.filter(pk=dossier.owner_user_id).update(**change)
    assert morning() == []
    assert not Notice.objects.exists()


def test_a_dossier_anonymised_meanwhile_is_in_no_digest():
    dossier = SentDossierFactory(state=State.REFUSED)
    held(dossier, pacing(dossier.owner_user, "daily"))
    type(dossier).objects.filter(pk=dossier.pk).update(state=State.ANONYMISED)
    assert morning() == []


def test_who_waits_for_nothing_gets_no_digest():
    pacing(PersonFactory(), "daily")
    dossier = own_dossier("at_once")
    assert told(dossier, DossierEvent.TAKE_UP) == [dossier.owner_user.email]
    assert morning() == []
