"""Who is asked for something is reminded 7 and 2 days before the last day, once each, until they answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from dossiers.complements import reminders
from dossiers.complements.models import ComplementRequest
from dossiers.complements.services import cancel
from dossiers.models import Dossier
from dossiers.states import DossierEvent, State
from dossiers.tasks import remind_of_complements
from enterprises.models import Membership
from enterprises.rights.permissions import Role
from monespace.journal.models import Event
from monespace.mail.models import Mail
from monespace.outbox.testing import drain
from tests.complements.factories import WHY, asked, examined
from tests.digests.scene import pacing
from tests.handling.factories import make_officer
from tests.notices.scene import happen, member
from tests.submission.factories import actor_of
from tests.support.enterprise_factories import EnterpriseFactory, GapDesignationFactory, MembershipFactory
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db
DUE = date(2026, 7, 31)


@pytest.fixture
def at(time_machine):
    """Move to a morning, so many days before the last day to answer."""

    def move(days: int) -> None:
        time_machine.move_to(f"{DUE - timedelta(days=days)} 08:00+02:00", tick=False)

    move(30)
    return move


def ask_of(case=None, **more):
    """Ask what is due on DUE, and let it be told."""
    request = asked(case or examined(), due_on=DUE, **more)
    drain()
    return request


def reminded(at, days: int) -> list[str]:
    """Let the clock strike twice that morning, and return who was reminded, in order."""
    at(days)
    known = set(Mail.objects.values_list("pk", flat=True))
    for _again in range(2):
        remind_of_complements()
        drain()
    return sorted(Mail.objects.exclude(pk__in=known).values_list("to", flat=True))


def test_it_goes_seven_and_two_days_before_once_each(at):
    person = ask_of().dossier.owner_user
    told = {days: reminded(at, days) for days in (8, 7, 6, 3, 2, 1, 0, -1, -3)}
    assert [days for days, people in told.items() if people] == [7, 2]
    assert told[7] == told[2] == [person.email]
    events = Event.objects.filter(tag="complement.reminded").order_by("pk")
    assert [event.facts["days_before"] for event in events] == [7, 2]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Répondez au plus tard le 31 juillet 2026"),
        ("de", "spätestens am 31. Juli 2026"),
        ("nl", "uiterlijk op 31 juli 2026"),
        ("en", "by 31 July 2026"),
    ],
)
def test_it_says_the_day_in_the_readers_language_and_leads_to_the_dossier(at, language, words):
    dossier = ask_of(examined(dossier__owner_user__language=language)).dossier
    assert len(reminded(at, 7)) == 1
    asking, reminder = Mail.objects.order_by("created_at")
    for mail in (asking, reminder):
        assert words in mail.text
        assert words in mail.html
        assert f"/espace/citoyen/dossiers/{dossier.pk}/" in mail.text
        assert dossier.reference in mail.subject
        assert dossier.owner_user.last_name not in mail.subject
    assert asking.subject != reminder.subject


def test_nobody_is_reminded_once_it_is_answered(at):
    dossier = ask_of().dossier
    assert len(reminded(at, 7)) == 1
    happen(Dossier.objects.get(pk=dossier.pk), DossierEvent.ANSWER, actor_of(dossier.owner_user))
    assert reminded(at, 2) == []


def test_nobody_is_reminded_of_what_was_taken_back_or_decided(at):
    taken_back, decided = ask_of(), ask_of()
    cancel(actor=make_officer(), dossier_id=taken_back.dossier_id, request_id=taken_back.pk, reason=WHY)
    happen(Dossier.objects.get(pk=decided.dossier_id), DossierEvent.REFUSE)
    drain()
    assert reminded(at, 7) == []


def test_answer_between_the_reminder_and_its_mail_keeps_it_back(at):
    request = ask_of()
    at(7)
    assert reminders.remind(request_id=request.pk)
    dossier = Dossier.objects.get(pk=request.dossier_id)
    happen(dossier, DossierEvent.ANSWER, actor_of(dossier.owner_user))
    known = Mail.objects.count()
    drain()
    assert Mail.objects.count() == known


@pytest.mark.django_db(transaction=True)
def test_an_answer_at_the_same_moment_leaves_both_whole():
    today = timezone.localdate()
    request = asked(examined(), due_on=today + timedelta(days=30))
    ComplementRequest.objects.filter(pk=request.pk).update(due_on=today + timedelta(days=7))
    ComplementRequest.objects.filter(pk=request.pk).update(asked_at=timezone.now() - timedelta(days=9))
    dossier = Dossier.objects.get(pk=request.dossier_id)
    outcome = race(
        lambda: reminders.remind(request_id=request.pk),
        lambda: reminders.remind(request_id=request.pk),
        lambda: happen(dossier, DossierEvent.ANSWER, actor_of(dossier.owner_user)),
    )
    assert outcome[2] is None
    assert outcome[:2].count(True) <= 1
    drain()
    assert Mail.objects.filter(text__contains="pas encore reçu votre réponse").count() == 0


def test_what_was_asked_late_is_reminded_of_at_the_stages_that_are_left(at):
    at(5)
    ask_of()
    told = {days: len(reminded(at, days)) for days in (5, 4, 2, 1)}
    assert told == {5: 0, 4: 0, 2: 1, 1: 0}


def test_what_was_asked_that_very_day_is_not_reminded_of_the_same_morning(at):
    at(7)
    ask_of()
    assert reminded(at, 7) == []
    assert len(reminded(at, 2)) == 1


def test_after_a_clock_that_stood_still_only_the_nearest_goes(at):
    ask_of()
    assert len(reminded(at, 1)) == 1
    assert Event.objects.get(tag="complement.reminded").facts["days_before"] == 2


def test_it_goes_whatever_pace_the_person_chose(at):
    request = ask_of()
    pacing(request.dossier.owner_user, "action")
    assert len(reminded(at, 7)) == 1
    pacing(request.dossier.owner_user, "daily")
    assert len(reminded(at, 2)) == 1


def end(*people):
    """End the access of people at this moment."""
    Membership.objects.filter(user__in=people).update(ended_at=timezone.now(), end_reason="départ")


def company_case():
    """Return the case of an enterprise's dossier, which a Propriétaire at sender@exemple.be sent."""
    enterprise, sender = EnterpriseFactory(), PersonFactory(email="sender@exemple.be")
    MembershipFactory(enterprise=enterprise, user=sender, role=Role.PROPRIETAIRE)
    case = examined(
        dossier__owner_user=None, dossier__owner_enterprise=enterprise, dossier__created_by=sender
    )
    Dossier.objects.filter(pk=case.pk).update(sent_by=sender)
    case.dossier.sent_by = sender
    return case


def test_in_an_enterprise_those_who_were_asked_and_may_still_answer(at):
    case = company_case()
    member(case.dossier, "other")
    demoted, gone = member(case.dossier, "demoted"), member(case.dossier, "gone")
    ask_of(case)
    member(case.dossier, "newcomer")
    end(demoted, gone)
    MembershipFactory(enterprise=case.dossier.owner_enterprise, user=demoted, role=Role.LECTEUR)
    assert reminded(at, 7) == ["other@exemple.be", "sender@exemple.be"]


def test_where_none_of_them_is_left_who_may_answer_now_is_reminded(at):
    case = company_case()
    ask_of(case)
    end(case.dossier.sent_by)
    newcomer = member(case.dossier, "newcomer")
    assert reminded(at, 7) == ["newcomer@exemple.be"]
    end(newcomer)
    GapDesignationFactory(enterprise=case.dossier.owner_enterprise, user__email="gap@exemple.be")
    assert reminded(at, 2) == ["gap@exemple.be"]


def test_many_are_reminded_in_batches(at, monkeypatch):
    monkeypatch.setattr(reminders, "BATCH", 2)
    for _ in range(5):
        ask_of()
    assert len(reminded(at, 7)) == 5
    assert ComplementRequest.objects.filter(reminded_days_before=7).count() == 5
    assert {one.state for one in Dossier.objects.all()} == {State.ACTION_NEEDED}
