"""Two pages of one step: nothing typed is lost, nothing saved is overwritten unseen."""

from __future__ import annotations

import pytest

from dossiers.models import StepAnswers
from enterprises.rights.permissions import Role
from tests.filling.browser import open_step, step_url
from tests.filling.definition import VOUS
from tests.filling.factories import draft_of
from tests.support.checked_client import CheckedClient
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db


def nickname(draft) -> str:
    return StepAnswers.objects.get(dossier=draft, step="vous").values["surnom"]


def test_a_double_click_saves_once(citizen, draft):
    page = open_step(citizen, draft, "vous")
    answers = [page.post(**VOUS).response for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert StepAnswers.objects.filter(dossier=draft).count() == 1


def test_the_back_button_lets_one_correct_what_one_wrote(citizen, draft):
    page = open_step(citizen, draft, "vous")
    page.post(**VOUS | {"surnom": "Avant"})
    assert page.post(**VOUS | {"surnom": "Après"}).response.status_code == 302
    assert nickname(draft) == "Après"


def test_a_stale_page_shows_both_versions_and_the_person_keeps_theirs(citizen, draft):
    one, other = open_step(citizen, draft, "vous"), open_step(citizen, draft, "vous")
    one.post(**VOUS | {"surnom": "Un"})
    conflict = other.post(**VOUS | {"surnom": "Deux", "age": "37"})
    assert conflict.response.status_code == 409
    assert "est de vous" in conflict.html
    assert "Un</td>" in conflict.html
    assert nickname(draft) == "Un"
    assert conflict.fields["surnom"] == "Deux"
    assert conflict.post().response["Location"] == step_url(draft, "conjoint")
    assert nickname(draft) == "Deux"


def test_a_stale_page_shows_both_versions_and_the_person_takes_the_saved_one(citizen, draft):
    one, other = open_step(citizen, draft, "vous"), open_step(citizen, draft, "vous")
    one.post(**VOUS | {"surnom": "Un"})
    other.post("save", **VOUS | {"surnom": "Deux"})
    assert open_step(citizen, draft, "vous").fields["surnom"] == "Un"
    assert nickname(draft) == "Un"


def test_the_same_answers_from_two_pages_are_no_conflict(citizen, draft):
    one, other = open_step(citizen, draft, "vous"), open_step(citizen, draft, "vous")
    one.post(**VOUS)
    assert other.post(**VOUS).response.status_code == 302


@pytest.mark.parametrize("revision", ["", "junk", "' OR 1=1", "0" * 32])
def test_a_tampered_revision_overwrites_nothing(citizen, draft, revision):
    open_step(citizen, draft, "vous").post(**VOUS | {"surnom": "Un"})
    tampered = VOUS | {"surnom": "Deux", "revision": revision, "next_revision": revision}
    assert citizen.post(step_url(draft, "vous"), tampered).status_code == 409
    assert nickname(draft) == "Un"


def test_a_colleague_is_named_in_the_conflict(client):
    owner = MembershipFactory(user__first_name="Ada", user__last_name="Collard")
    colleague = MembershipFactory(enterprise=owner.enterprise, role=Role.COLLABORATEUR)
    draft = draft_of(owner.user, enterprise=owner.enterprise)
    second = CheckedClient()
    force_sign_in(client, owner.user)
    force_sign_in(second, colleague.user)
    late = open_step(second, draft, "vous")
    open_step(client, draft, "vous").post(**VOUS | {"surnom": "Un"})
    conflict = late.post(**VOUS | {"surnom": "Deux"})
    assert conflict.response.status_code == 409
    assert "est de Ada Collard" in conflict.html


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_the_same_moment_one_sees_the_other(citizen, draft):
    pages = [open_step(citizen, draft, "vous") for _tab in range(3)]
    posts = [
        lambda page=page, name=name: page.post(**VOUS | {"surnom": name}).response
        for page, name in zip(pages, ("Un", "Deux", "Trois"), strict=True)
    ]
    assert sorted(answer.status_code for answer in race(*posts)) == [302, 409, 409]
    assert StepAnswers.objects.filter(dossier=draft).count() == 1
