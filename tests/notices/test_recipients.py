"""Who in an enterprise is told: who sent it and the Propriétaires it concerns, as of now; or somebody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from dossiers.models import Notice
from dossiers.notices.recipients import MOST_RECIPIENTS
from dossiers.notices.services import tell_people
from dossiers.states import DossierEvent, State
from enterprises.models import Establishment
from enterprises.rights.permissions import Role
from monespace.journal.models import Event
from monespace.mail.models import Mail
from tests.notices.scene import company_dossier, happen, member, told
from tests.submission.factories import SentDossierFactory, actor_of
from tests.support.enterprise_factories import (
    EnterpriseFactory,
    GapDesignationFactory,
    MandateFactory,
    MembershipFactory,
)
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db
SENDER = "sender@exemple.be"


def test_sender_and_proprietaires_are_told_and_no_other_role():
    dossier = company_dossier()
    member(dossier, "other")
    member(dossier, "collaborateur", role=Role.COLLABORATEUR)
    member(dossier, "lecteur", role=Role.LECTEUR)
    member(dossier)
    GapDesignationFactory(enterprise=dossier.owner_enterprise)
    assert told(dossier) == ["other@exemple.be", SENDER]
    assert {notice.recipient.email for notice in Notice.objects.all()} == {"other@exemple.be", SENDER}


def test_only_those_whose_access_reaches_the_dossier_now():
    dossier = company_dossier()
    enterprise, today = dossier.owner_enterprise, timezone.localdate()
    here, there = (
        Establishment.objects.create(enterprise=enterprise, number=f"299999014{n}") for n in range(2)
    )
    dossier.establishment = here
    dossier.save(update_fields=["establishment"])
    slug = dossier.demarche_version.demarche.slug
    member(dossier, "here", establishment=here)
    member(dossier, "there", establishment=there)
    member(dossier, "demarche", demarches=[slug])
    member(dossier, "another", demarches=["passeport"])
    member(dossier, "past", ends_on=today - timedelta(days=1))
    member(dossier, "future", starts_on=today + timedelta(days=1))
    User.objects.filter(pk=member(dossier, "blocked").pk).update(is_active=False)
    assert told(dossier) == ["demarche@exemple.be", "here@exemple.be", SENDER]


def test_mandated_sender_is_told_and_no_colleague_of_theirs():
    dossier = company_dossier()
    holder = EnterpriseFactory()
    GapDesignationFactory(enterprise=holder)
    MandateFactory(client=dossier.owner_enterprise, holder=holder)
    accountant = MembershipFactory(enterprise=holder, user__email="accountant@exemple.be").user
    MembershipFactory(enterprise=holder)
    type(dossier).objects.filter(pk=dossier.pk).update(sent_by=accountant)
    dossier.refresh_from_db()
    assert told(dossier) == ["accountant@exemple.be", SENDER]


def test_sender_who_left_is_told_no_more():
    dossier = company_dossier()
    dossier.owner_enterprise.memberships.update(ended_at=timezone.now(), end_reason="départ")
    member(dossier, "other")
    assert told(dossier) == ["other@exemple.be"]


def test_colleague_learns_that_somebody_withdrew_it():
    dossier = company_dossier(state=State.RECEIVED)
    other = member(dossier, "other")
    actor = actor_of(other, dossier.owner_enterprise.number)
    assert told(dossier, DossierEvent.WITHDRAW, actor) == [SENDER]


def test_of_200_proprietaires_fifty_are_told_the_sender_first(django_assert_max_num_queries):
    dossier = company_dossier()
    for rank in range(200):
        member(dossier, f"proprietaire{rank}")
    happen(dossier)
    event = Event.objects.about(dossier).get(tag="dossier.asked")
    with django_assert_max_num_queries(2 * MOST_RECIPIENTS + 15):
        tell_people(dossier_id=dossier.pk, event_id=event.pk, news="asked")
    assert Mail.objects.count() == Notice.objects.count() == MOST_RECIPIENTS
    assert Mail.objects.filter(to=SENDER).exists()


@pytest.mark.parametrize("event", [DossierEvent.ASK, DossierEvent.REFUSE])
def test_when_nobody_can_be_told_who_manages_the_accesses_is(event):
    dossier = company_dossier()
    User.objects.update(email="")
    manager = GapDesignationFactory(
        enterprise=dossier.owner_enterprise, user__email="gap@exemple.be", user__language="nl"
    ).user
    assert told(dossier, event) == ["gap@exemple.be"]
    mail = Mail.objects.get()
    assert dossier.reference in mail.subject
    assert dossier.demarche_version.content["title"]["fr"] not in mail.text
    assert f"/espace/{dossier.owner_enterprise.number}/membres" in mail.text
    assert Notice.objects.get().recipient == manager


@pytest.mark.parametrize("is_enterprise", [False, True])
def test_when_nobody_at_all_can_be_told_agents_see_it(is_enterprise):
    dossier = company_dossier() if is_enterprise else SentDossierFactory(owner_user=PersonFactory(email=""))
    User.objects.update(email="")
    assert told(dossier) == []
    assert Notice.objects.get().recipient is None
    [event] = Event.objects.about(dossier).filter(tag="dossier.nobody_told")
    assert event.facts == {"news": "asked", "managers": 0}


def test_what_need_not_be_known_bothers_no_manager():
    dossier = company_dossier()
    User.objects.update(email="")
    GapDesignationFactory(enterprise=dossier.owner_enterprise)
    assert told(dossier, DossierEvent.TAKE_UP) == []
    assert not Notice.objects.exists()
