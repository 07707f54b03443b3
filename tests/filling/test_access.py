"""Who may fill: with the rights of now, in drafts only."""

from __future__ import annotations

import pytest
from django.utils import timezone

from dossiers.models import Dossier, StepAnswers
from dossiers.states import State
from enterprises.rights.permissions import Role
from tests.filling.browser import open_step, step_url, url
from tests.filling.definition import VOUS
from tests.filling.factories import draft_of
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_somebody_elses_draft_is_not_found(client, draft):
    force_sign_in(client, PersonFactory())
    assert client.get(step_url(draft, "vous")).status_code == 404
    assert client.post(step_url(draft, "vous"), VOUS).status_code == 404
    assert client.get(url("review", draft)).status_code == 404
    assert not StepAnswers.objects.exists()


@pytest.mark.parametrize(("role", "status"), [(Role.COLLABORATEUR, 200), (Role.LECTEUR, 403)])
def test_a_role_decides_who_fills(client, role, status):
    member = MembershipFactory(role=role)
    draft = draft_of(member.user, enterprise=member.enterprise)
    force_sign_in(client, member.user)
    assert client.get(step_url(draft, "vous")).status_code == status
    assert client.get(url("review", draft)).status_code == status
    posted = client.post(step_url(draft, "vous"), VOUS)
    assert posted.status_code == (302 if status == 200 else status)
    assert StepAnswers.objects.exists() == (status == 200)


def test_an_access_that_ends_while_filling_ends_at_the_next_request(client):
    member = MembershipFactory(role=Role.COLLABORATEUR)
    draft = draft_of(member.user, enterprise=member.enterprise)
    force_sign_in(client, member.user)
    page = open_step(client, draft, "vous")
    assert page.post("save", surnom="Avant").response.status_code == 302
    member.ended_at, member.end_reason = timezone.now(), "Départ"
    member.save()
    refusal = page.post("save", surnom="Après").response
    assert refusal.status_code == 403
    assert "n’a pas été enregistré" in refusal.content.decode()
    assert StepAnswers.objects.get(dossier=draft).values["surnom"] == "Avant"


@pytest.mark.parametrize("state", [State.SUBMITTED, State.EXPIRED])
def test_a_dossier_that_is_no_longer_a_draft_does_not_change(citizen, draft, state):
    page = open_step(citizen, draft, "vous")
    Dossier.objects.update(state=state, reference="ME-TEST", submitted_at=timezone.now())
    for answer in (
        page.post(**VOUS).response,
        citizen.get(step_url(draft, "vous")),
        citizen.get(url("review", draft)),
        citizen.get(url("resume", draft)),
    ):
        assert answer["Location"] == url("detail", draft)
    assert not StepAnswers.objects.exists()


def test_a_person_is_sent_to_sign_in_and_back_to_the_same_step(client, draft):
    answer = client.get(step_url(draft, "vous"))
    assert answer.status_code == 302
    assert step_url(draft, "vous") in answer["Location"].replace("%2F", "/")
