"""Supervisors see who works for which service, add a case officer to one, and end it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.agents import AgentGroup
from dossiers.handling.officers import officer_of
from dossiers.handling.services import assign
from dossiers.models import Case, ServiceMember
from dossiers.states import State
from helpdesk.service_members.errors import NoOfficer
from helpdesk.service_members.services import add_member, end_member
from monespace.common.errors import Forbidden
from monespace.journal.models import Event
from tests.gap.test_pages import said, text
from tests.handling.factories import SERVICE, CaseFactory, make_officer
from tests.support.client import force_sign_in
from tests.support.factories import AgentFactory

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/services/", "/admin/services/ajouter/"


@pytest.fixture
def supervisor(db):
    return AgentFactory(group="supervisor")


@pytest.fixture
def at_work(client, supervisor):
    force_sign_in(client, supervisor)
    return client


@pytest.fixture
def member(db):
    return ServiceMember.objects.get(user=make_officer().user)


def end_page(member):
    return reverse("admin:end_service_member", args=[member.pk])


def test_a_case_officer_is_added_once_and_sees_the_dossiers_of_the_service(at_work, supervisor):
    officer, case = make_officer("autre-service").user, CaseFactory()
    ServiceMember.objects.create(user=make_officer().user, service="ancien", ended_at=timezone.now())
    for _twice in range(2):
        answer = at_work.post(ADD, {"officer": str(officer.pk), "service": SERVICE}, follow=True)
        assert "travaille pour ce service" in " ".join(said(answer))
        assert officer.display_name in text(answer)
    assert Case.objects.of_service(officer_of(officer).services).get() == case
    told = [(one.actor_id, one.facts) for one in Event.objects.about(officer).filter(actor_type="user")]
    assert told == [(str(supervisor.pk), {"service": SERVICE})]


def test_ending_gives_back_what_is_in_hand_and_can_be_taken_back(at_work, member):
    officer, other = officer_of(member.user), make_officer()
    open_one, decided, elsewhere = CaseFactory(), CaseFactory(dossier__state=State.REFUSED), CaseFactory()
    Case.objects.filter(pk__in=[open_one.pk, decided.pk]).update(officer=member.user)
    assign(actor=other, dossier_id=elsewhere.pk, to=other.user, instead_of=None)
    assert "1 dossier ouvert entre ses mains revient à attribuer." in text(at_work.get(end_page(member)))
    for _twice in range(2):
        answer = at_work.post(end_page(member), follow=True)
    assert "ne travaille plus pour ce service" in " ".join(said(answer))
    assert officer_of(officer.user).services == frozenset()
    hands = {case.pk: case.officer for case in Case.objects.all()}
    assert hands == {open_one.pk: None, decided.pk: officer.user, elsewhere.pk: other.user}
    assert [one.facts for one in Event.objects.about(open_one.dossier)] == [{"officer": ""}]
    assert Event.objects.about(member.user).filter(tag="service_member.ended").count() == 1
    at_work.post(ADD, {"officer": str(officer.user.pk), "service": SERVICE})
    assert officer_of(officer.user).services == {SERVICE}
    assert ServiceMember.objects.filter(user=officer.user).count() == 2
    page = text(at_work.get(LIST))
    assert page.count(officer.user.display_name) == 3  # twice for a row now, once for its end


@pytest.mark.parametrize(
    ("wrong", "message"),
    [({"officer": ""}, "Choisissez un agent."), ({"service": ""}, "Choisissez un service.")],
)
def test_what_is_missing_is_said(at_work, member, wrong, message):
    answer = at_work.post(ADD, {"officer": str(member.user_id), "service": SERVICE} | wrong)
    assert answer.status_code == 422
    assert message in text(answer)
    assert ServiceMember.objects.count() == 1


def test_only_case_officers_are_added(at_work, supervisor, member):
    clerk = AgentFactory()
    answer = at_work.post(ADD, {"officer": str(clerk.pk), "service": SERVICE})
    assert answer.status_code == 422
    with pytest.raises(NoOfficer):
        add_member(actor=supervisor, user=clerk, service=SERVICE)
    assert not clerk.service_memberships.exists()


def test_only_supervisors_of_now_change_who_works_where(member):
    for agent in (AgentFactory(), AgentFactory(group=AgentGroup.CASE_OFFICER), member.user):
        with pytest.raises(Forbidden):
            add_member(actor=agent, user=member.user, service="autre-service")
        with pytest.raises(Forbidden):
            end_member(actor=agent, member_id=member.pk)
    assert ServiceMember.objects.standing().get() == member


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_act_on_rights_asks_for_a_proof_of_a_moment_ago(at_work, member, method):
    sent = {"officer": str(member.user_id), "service": "x"}
    assert getattr(at_work, method)(ADD, sent).status_code in {200, 422}
    with time_machine.travel(timezone.now() + timedelta(minutes=50), tick=True):
        for page in (ADD, end_page(member)):
            answer = getattr(at_work, method)(page, sent)
            assert answer.status_code == 302
            assert "/connexion/" in answer.url or "fresh" in answer.url
    assert ServiceMember.objects.standing().get() == member
