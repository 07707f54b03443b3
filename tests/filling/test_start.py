"""Starting: in the right space, surely enough, once for each click that means it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dossiers.models import Dossier
from enterprises.rights.permissions import Role
from monespace.journal.models import Event
from tests.filling.browser import Page, url
from tests.filling.definition import STEPS, question
from tests.filling.factories import draft_of, publish
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import GapDesignationFactory, MembershipFactory
from tests.support.pages import parse
from tests.support.race import race

pytestmark = pytest.mark.django_db

START = "/demarches/essai/commencer/"
CREATE = "/espace/citoyen/demarches/essai/"


def opened(client, at: str = START) -> Page:
    return Page(client, at, client.get(at))


def begin(client) -> Page:
    """Choose the first space offered."""
    page = opened(client)
    return Page(client, page.form.get("action"), client.post(page.form.get("action"), page.fields))


def test_a_stranger_signs_in_surely_enough_and_comes_back(client):
    publish(level=500)
    answer = client.get(START)
    assert answer["Location"].startswith(reverse("accounts:sign_in"))
    assert "level=500" in answer["Location"]
    assert "next=%2Fdemarches%2Fessai%2Fcommencer%2F" in answer["Location"]


def test_choosing_a_space_makes_a_draft_of_the_newest_version(citizen, person):
    publish(version=1)
    newest = publish(version=2)
    page = begin(citizen).follow()
    draft = Dossier.objects.get()
    assert draft.demarche_version == newest
    assert (draft.owner_user, draft.created_by, draft.language) == (person, person, "fr")
    assert page.url == url("step", draft, step="vous")
    event = Event.objects.about(draft).get()
    assert (event.tag, event.actor_id) == ("dossier.created", str(person.pk))
    capacity = {"role": "", "level": 450, "method": "itsme"}
    assert event.facts == {"demarche": "essai", "version": 2, **capacity}


def test_looking_at_the_start_makes_nothing(citizen):
    publish()
    assert opened(citizen).response.status_code == 200
    assert opened(citizen, CREATE).response.status_code == 200
    assert not Dossier.objects.exists()


def test_a_double_click_makes_one_draft(citizen):
    publish()
    page = opened(citizen)
    answers = [citizen.post(CREATE, page.fields) for _click in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Dossier.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_make_one_draft(citizen):
    publish()
    fields = opened(citizen).fields
    answers = race(*[lambda: citizen.post(CREATE, fields)] * 4)
    assert [answer.status_code for answer in answers] == [302] * 4
    assert Dossier.objects.count() == 1
    assert Event.objects.filter(tag="dossier.created").count() == 1


def test_an_open_draft_is_offered_before_another_is_begun(citizen, draft):
    choice = begin(citizen)
    assert choice.response["Location"] == CREATE
    choice = choice.follow()
    assert url("resume", draft) in choice.html
    assert Dossier.objects.count() == 1
    another = choice.post()
    assert another.response.status_code == 302
    assert str(draft.pk) not in another.response["Location"]
    assert Dossier.objects.count() == 2


def test_the_same_token_in_another_space_is_another_dossier(client):
    publish()
    member = MembershipFactory()
    force_sign_in(client, member.user)
    token = {"token": "a" * 32}
    for space in ("citoyen", member.enterprise.number):
        client.post(f"/espace/{space}/demarches/essai/", token)
    assert Dossier.objects.filter(owner_user=member.user).count() == 1
    assert Dossier.objects.filter(owner_enterprise=member.enterprise).count() == 1


@pytest.mark.parametrize("token", ["", "é" * 500, "\x00"])
def test_any_token_will_do(citizen, token):
    publish()
    assert citizen.post(CREATE, {"token": token}).status_code == 302
    assert Dossier.objects.count() == 1


def test_the_level_of_the_demarche_is_asked_for(client, person):
    publish(level=500)
    force_sign_in(client, person, level=450)
    assert "level=500" in opened(client).html
    assert client.post(CREATE)["Location"].startswith(reverse("accounts:sign_in"))
    assert not Dossier.objects.exists()
    force_sign_in(client, person, level=500, method="eid")
    assert client.post(CREATE)["Location"].startswith("/espace/citoyen/dossiers/")


def test_only_spaces_that_fit_are_offered(client):
    publish(audience="enterprise")
    member = MembershipFactory(role=Role.COLLABORATEUR, enterprise__name="Verger SRL")
    reader = MembershipFactory(user=member.user, role=Role.LECTEUR, enterprise__name="Potager SRL")
    force_sign_in(client, member.user)
    page = opened(client)
    forms = [form.get("action") for form in parse(page.html).findall(".//main//form")]
    assert forms == [f"/espace/{member.enterprise.number}/demarches/essai/"]
    assert "Potager SRL" in page.html
    assert client.post(CREATE).status_code == 409
    assert client.post(f"/espace/{reader.enterprise.number}/demarches/essai/").status_code == 403
    assert not Dossier.objects.exists()


def test_who_only_manages_accesses_is_led_to_a_role(client):
    publish(audience="enterprise")
    manager = GapDesignationFactory(enterprise__name="Verger SRL")
    force_sign_in(client, manager.user)
    page = opened(client)
    assert "Vous n’avez pas d’espace pour cette démarche" in page.html
    assert f"{reverse('enterprises:represent')}?numero={manager.enterprise.number}" in page.html
    assert reverse("enterprises:gap", kwargs={"space": manager.enterprise.number}) in page.html
    assert "La personne qui gère les accès peut les changer" not in page.html


def test_who_has_no_enterprise_is_told_how_to_get_there(citizen):
    publish(audience="enterprise")
    assert reverse("enterprises:access_help") in opened(citizen).html


def test_a_closed_demarche_starts_nothing(citizen):
    publish(closes="2021-01-01")
    assert "pas ouverte" in opened(citizen).html
    assert citizen.post(CREATE).status_code == 409
    assert not Dossier.objects.exists()


def test_an_unknown_demarche_is_not_found(citizen):
    assert citizen.get("/demarches/nulle-part/commencer/").status_code == 404
    assert citizen.post("/espace/citoyen/demarches/nulle-part/").status_code == 404


def test_a_colleague_resumes_what_was_begun(client):
    owner = MembershipFactory(user__first_name="Ada")
    draft = draft_of(owner.user, enterprise=owner.enterprise)
    colleague = MembershipFactory(enterprise=owner.enterprise, role=Role.COLLABORATEUR)
    force_sign_in(client, colleague.user)
    page = opened(client, f"/espace/{owner.enterprise.number}/demarches/essai/")
    assert "Ada" in page.html
    assert client.get(url("resume", draft)).status_code == 302


def test_a_draft_begins_at_its_first_step_though_all_of_it_is_known_already(citizen):
    known = {**STEPS[0], "fields": [question("nom", prefill="person.last_name")]}
    publish(steps=[known, *STEPS[2:]])
    assert begin(citizen).follow().url == url("step", Dossier.objects.get(), step="vous")
