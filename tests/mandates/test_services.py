"""A mandate is proposed by one enterprise, accepted by the other, and ended by either."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, transaction
from django.utils import timezone

from enterprises.mandates import errors
from enterprises.mandates.services import accept_mandate, decline_mandate, end_mandate, propose_mandate
from enterprises.models import Mandate, MandateStanding
from enterprises.register.errors import EnterpriseStopped
from enterprises.rights.checks import enter
from enterprises.rights.permissions import Role
from monespace.common.errors import Forbidden, NotVisible
from monespace.common.levels import Level
from monespace.journal.models import Event
from monespace.mail.models import Mail
from tests.support.enterprise_factories import GapDesignationFactory, MandateFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db


def proposed(scene, **changed):
    return propose_mandate(actor=scene.at_client(scene.client_gap), **scene.terms(**changed))


def test_both_access_managers_agree_before_anybody_acts(scene):
    mandate = proposed(scene)
    assert mandate.standing == MandateStanding.WAITING
    with pytest.raises(NotVisible):
        scene.at_client(scene.employee)
    accepted = accept_mandate(actor=scene.at_holder(scene.holder_gap), mandate=mandate)
    assert accepted.standing == MandateStanding.IN_FORCE
    assert accepted.accepted_by == scene.holder_gap
    assert scene.at_client(scene.employee).mandate == mandate


def test_holder_may_propose_and_then_the_client_answers(scene):
    actor = scene.at_holder(scene.holder_gap)
    mandate = propose_mandate(actor=actor, **scene.terms(other=scene.client, side=Mandate.Side.HOLDER))
    assert (mandate.client, mandate.holder) == (scene.client, scene.holder)
    with pytest.raises(errors.MandateOwnProposal):
        accept_mandate(actor=scene.at_holder(scene.holder_gap), mandate=mandate)
    assert accept_mandate(actor=scene.at_client(scene.client_gap), mandate=mandate).accepted_at


def test_each_step_is_journaled_for_both_and_told_to_the_other_in_their_language(scene):
    mandate = proposed(scene)
    assert Mail.objects.get(template="mandate").to == scene.holder_gap.email
    assert Mail.objects.get(template="mandate").language == "de"
    accept_mandate(actor=scene.at_holder(scene.holder_gap), mandate=mandate)
    end_mandate(actor=scene.at_client(scene.client_gap), mandate=mandate, reason="Nouveau comptable")
    told = Mail.objects.filter(template="mandate").order_by("created_at").values_list("to", flat=True)
    assert list(told) == [scene.holder_gap.email, scene.client_gap.email, scene.holder_gap.email]
    for enterprise in (scene.client, scene.holder):
        tags = [event.tag for event in Event.objects.about(enterprise)]
        assert tags == ["mandate.proposed", "mandate.accepted", "mandate.ended"]


def test_doing_it_twice_changes_nothing(scene):
    mandate = proposed(scene)
    assert proposed(scene) == mandate
    holder = scene.at_holder(scene.holder_gap)
    first = accept_mandate(actor=holder, mandate=mandate).accepted_at
    assert accept_mandate(actor=holder, mandate=mandate).accepted_at == first
    ended = end_mandate(actor=holder, mandate=mandate, reason="Fin").ended_at
    assert end_mandate(actor=holder, mandate=mandate, reason="Autre").ended_at == ended
    assert Event.objects.about(scene.client).count() == 3
    with pytest.raises(errors.MandateClosed):
        accept_mandate(actor=holder, mandate=mandate)


def test_declined_mandate_opens_nothing_and_another_may_be_proposed(scene):
    mandate = proposed(scene)
    decline_mandate(actor=scene.at_holder(scene.holder_gap), mandate=mandate)
    with pytest.raises(errors.MandateClosed):
        accept_mandate(actor=scene.at_holder(scene.holder_gap), mandate=mandate)
    with pytest.raises(NotVisible):
        scene.at_client(scene.employee)
    assert proposed(scene).pk != mandate.pk


def test_only_access_managers_decide(scene):
    with pytest.raises(Forbidden):
        propose_mandate(actor=scene.at_client(scene.owner), **scene.terms())
    mandate = proposed(scene)
    with pytest.raises(Forbidden):
        accept_mandate(actor=scene.at_holder(scene.employee), mandate=mandate)
    stranger = GapDesignationFactory()
    outsider = enter(stranger.user, stranger.enterprise.number, level=Level.EID, method="eid")
    with pytest.raises(NotVisible):
        end_mandate(actor=outsider, mandate=mandate, reason="Intrus")
    mandate.refresh_from_db()
    assert mandate.standing == MandateStanding.WAITING


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"ends": -1}, errors.MandatePeriodInvalid),
        ({"other": "client"}, errors.MandateWithItself),
        ({"stopped": True}, EnterpriseStopped),
    ],
)
def test_impossible_terms_are_refused_with_a_reason(scene, changed, error):
    terms = scene.terms()
    if "ends" in changed:
        terms["ends_on"] = timezone.localdate() + timedelta(days=changed["ends"])
    if "other" in changed:
        terms["other"] = scene.client
    if "stopped" in changed:
        scene.holder.stopped_on = timezone.localdate()
        scene.holder.save()
    with pytest.raises(error) as refusal:
        propose_mandate(actor=scene.at_client(scene.client_gap), **terms)
    assert str(refusal.value.message).endswith(".")
    assert not Mandate.objects.exists()


def test_second_open_mandate_is_refused_and_a_lapsed_one_makes_room(scene):
    proposed(scene)
    with pytest.raises(errors.MandateAlreadyOpen):
        proposed(scene, role=Role.LECTEUR)
    lapsed = MandateFactory(ends_on=timezone.localdate() - timedelta(days=1))
    gap = GapDesignationFactory(enterprise=lapsed.client).user
    scene.client, scene.holder = lapsed.client, lapsed.holder
    renewed = propose_mandate(actor=scene.at_client(gap), **scene.terms())
    lapsed.refresh_from_db()
    assert lapsed.end_reason == "lapsed"
    assert renewed.pk != lapsed.pk


@pytest.mark.parametrize(
    "change",
    [
        {"role": Role.LECTEUR},
        {"ends_on": timezone.localdate() + timedelta(days=400)},
        {"accepted_at": timezone.now()},
        {"declined_at": timezone.now()},
    ],
)
def test_terms_and_answer_of_a_mandate_never_change(change):
    kept = Mandate.objects.filter(pk=MandateFactory().pk)
    with pytest.raises(Error, match="only be answered and ended"), transaction.atomic():
        kept.update(**change)
    with pytest.raises(Error, match="only be answered and ended"), transaction.atomic():
        kept.delete()
    assert kept.update(ended_at=timezone.now(), end_reason="Fin") == 1


@pytest.mark.django_db(transaction=True)
def test_proposing_from_both_sides_at_once_makes_one_mandate(scene):
    client, holder = scene.at_client(scene.client_gap), scene.at_holder(scene.holder_gap)
    answer = scene.terms(other=scene.client, side=Mandate.Side.HOLDER)
    outcomes = race(
        lambda: propose_mandate(actor=client, **scene.terms()),
        lambda: propose_mandate(actor=holder, **answer),
    )
    assert {type(outcome) for outcome in outcomes} == {Mandate, errors.MandateAlreadyOpen}
    assert Mandate.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_accepting_while_it_is_taken_back_leaves_one_truth(scene):
    mandate = proposed(scene)
    client, holder = scene.at_client(scene.client_gap), scene.at_holder(scene.holder_gap)
    race(
        lambda: accept_mandate(actor=holder, mandate=mandate),
        lambda: end_mandate(actor=client, mandate=mandate, reason="Erreur"),
    )
    mandate.refresh_from_db()
    assert mandate.standing == MandateStanding.ENDED
    with pytest.raises(NotVisible):
        scene.at_client(scene.employee)
