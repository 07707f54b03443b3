"""A withdrawal: by who may send, once, told to the service, and never together with a decision."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from dossiers.decisions.services import decide
from dossiers.handling.errors import NoLongerOpen
from dossiers.handling.services import take_up
from dossiers.models import Case, Decision, Delivery, Dossier, Withdrawal
from dossiers.states import DECIDED, OPEN, State
from dossiers.submission.delivery import deliver
from dossiers.submission.models import DeliveryStatus
from dossiers.withdrawal.errors import NotSentYet, TooLateToWithdraw
from dossiers.withdrawal.services import withdraw
from enterprises.rights.permissions import Role
from monespace.common.errors import Forbidden, NotVisible
from monespace.journal.models import Event
from monespace.mail.models import Mail
from monespace.outbox.testing import drain
from tests.handling.factories import CaseFactory, make_officer
from tests.submission.factories import DeliveryFactory, DraftFactory, SentDossierFactory, actor_of
from tests.support.enterprise_factories import MembershipFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db


def state_of(dossier):
    return Dossier.objects.get(pk=dossier.pk).state


def taken_back(dossier, reason=""):
    return withdraw(actor=actor_of(dossier.owner_user), dossier_id=dossier.pk, reason=reason)


@pytest.mark.parametrize("origin", sorted(OPEN))
def test_person_withdraws_what_is_not_decided_once(origin):
    dossier = SentDossierFactory(state=origin)
    taken_back(dossier, "Vélo rendu au magasin.")
    taken_back(dossier, "Une autre raison.")
    kept = Withdrawal.objects.get()
    assert (kept.reason, kept.withdrawn_by) == ("Vélo rendu au magasin.", dossier.owner_user)
    assert state_of(dossier) == State.WITHDRAWN
    [told] = Event.objects.about(dossier)
    assert told.tag == "dossier.withdrawn"
    assert told.facts == {"origin": origin, "state": "withdrawn", "party": "person"}


def test_draft_or_what_has_ended_is_not_withdrawn():
    with pytest.raises(NotSentYet):
        taken_back(DraftFactory())
    for state in DECIDED | {State.ANONYMISED}:
        dossier = SentDossierFactory(state=state)
        with pytest.raises(TooLateToWithdraw):
            taken_back(dossier)
        assert state_of(dossier) == state
    assert not Withdrawal.objects.exists()


def test_who_may_send_may_withdraw_and_nobody_else():
    owner = MembershipFactory(role=Role.PROPRIETAIRE)
    dossier = SentDossierFactory(
        owner_user=None, owner_enterprise=owner.enterprise, created_by=owner.user, state=State.RECEIVED
    )
    number = owner.enterprise.number
    for role in (Role.COLLABORATEUR, Role.LECTEUR):
        member = MembershipFactory(enterprise=owner.enterprise, role=role)
        with pytest.raises(Forbidden):
            withdraw(actor=actor_of(member.user, number), dossier_id=dossier.pk)
    with pytest.raises(NotVisible):
        withdraw(actor=actor_of(MembershipFactory().user), dossier_id=dossier.pk)
    assert state_of(dossier) == State.RECEIVED
    withdraw(actor=actor_of(owner.user, number), dossier_id=dossier.pk)
    assert state_of(dossier) == State.WITHDRAWN


def test_right_lost_since_the_page_was_opened_withdraws_nothing():
    owner = MembershipFactory(role=Role.PROPRIETAIRE)
    dossier = SentDossierFactory(owner_user=None, owner_enterprise=owner.enterprise, created_by=owner.user)
    actor = actor_of(owner.user, owner.enterprise.number)
    owner.ended_at, owner.end_reason = timezone.now(), "Départ"
    owner.save()
    with pytest.raises(NotVisible):
        withdraw(actor=actor, dossier_id=dossier.pk)
    assert state_of(dossier) == State.SUBMITTED


def test_what_is_on_its_way_is_stopped_and_no_longer_anybodys_trouble(service):
    delivery = DeliveryFactory(needs_attention_at=timezone.now())
    waiting = DeliveryFactory(submission=delivery.submission, gateway="portal")
    assert Delivery.objects.failing().count() == Delivery.objects.needing_attention().count() == 1
    taken_back(delivery.submission.dossier)
    for one in (delivery, waiting):
        deliver(str(one.pk))
        one.refresh_from_db()
        assert one.status == DeliveryStatus.STOPPED
    assert service.requests == []
    assert not Case.objects.exists()
    assert not Delivery.objects.failing().exists()
    assert not Delivery.objects.needing_attention().exists()
    assert not Delivery.objects.waiting().exists()


def test_what_was_handed_over_stays_handed_over(service):
    delivery = DeliveryFactory()
    deliver(str(delivery.pk))
    taken_back(delivery.submission.dossier)
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.DELIVERED


def test_service_with_a_system_of_its_own_is_written_to_once():
    dossier = DeliveryFactory(submission__dossier__state=State.RECEIVED).submission.dossier
    taken_back(dossier)
    taken_back(dossier)
    drain()
    mail = Mail.objects.get()
    assert (mail.to, mail.recipient_id, mail.language) == ("primes@exemple.be", None, "fr")
    assert dossier.reference in mail.subject
    assert dossier.reference in mail.text
    for personal in (dossier.owner_user.last_name, str(dossier.owner_user.pk)):
        assert personal not in mail.text + mail.html + mail.subject
    assert Event.objects.about(dossier).get(tag="dossier.withdrawn").facts["mail_id"] == str(mail.pk)


def test_service_that_handles_it_in_the_portal_sees_it_there_and_gets_no_mail():
    delivery = DeliveryFactory(gateway="portal")
    deliver(str(delivery.pk))
    taken_back(delivery.submission.dossier)
    assert Case.objects.get().state == State.WITHDRAWN
    assert not Mail.objects.exists()


def test_reason_is_in_no_journal():
    dossier = SentDossierFactory()
    taken_back(dossier, "Marqueur intime")
    assert all("Marqueur" not in str(event.facts) for event in Event.objects.all())


@pytest.mark.django_db(transaction=True)
def test_withdrawing_while_the_service_decides_leaves_one_outcome():
    officer, case = make_officer(), CaseFactory(dossier__state=State.IN_PROGRESS)
    asked = {"dossier_id": case.pk, "outcome": State.REFUSED, "reasons": "Trop tard."}
    contenders = [lambda: decide(actor=officer, **asked), lambda: taken_back(case.dossier)]
    outcomes = race(*contenders * 3)
    decided, withdrawn = outcomes[::2], outcomes[1::2]
    if Decision.objects.exists():
        assert all(isinstance(outcome, Decision) for outcome in decided)
        assert all(isinstance(outcome, TooLateToWithdraw) for outcome in withdrawn)
    else:
        assert all(isinstance(outcome, NoLongerOpen) for outcome in decided)
        assert all(isinstance(outcome, Dossier) for outcome in withdrawn)
    assert Decision.objects.count() + Withdrawal.objects.count() == 1
    assert Event.objects.about(case.dossier).count() == 1


@pytest.mark.django_db(transaction=True)
def test_withdrawing_while_it_is_delivered_leaves_a_whole_story():
    delivery = DeliveryFactory(gateway="portal")
    dossier = delivery.submission.dossier
    delivered, withdrawn = race(lambda: deliver(str(delivery.pk)), lambda: taken_back(dossier))
    assert delivered is None
    assert withdrawn == dossier
    assert state_of(dossier) == State.WITHDRAWN
    delivery.refresh_from_db()
    received = delivery.delivered_at is not None and delivery.stopped_at is None
    assert Case.objects.exists() is received
    if received:
        with pytest.raises(NoLongerOpen):
            take_up(actor=make_officer(delivery.service), dossier_id=dossier.pk)


@pytest.mark.parametrize(
    "change", ["UPDATE dossiers_withdrawal SET reason = 'x'", "DELETE FROM dossiers_withdrawal"]
)
def test_withdrawal_never_changes(change):
    taken_back(SentDossierFactory())
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
