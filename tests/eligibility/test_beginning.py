"""What was answered before signing in is in the draft then begun; the browser alone carries it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from dossiers.catalogue.selectors import newest_version
from dossiers.models import Dossier, StepAnswers
from monespace.common.crypto import decrypt
from tests.eligibility.demarche import AMOUNT, BEGIN, START, STEPS, answered, open_check
from tests.filling.browser import Page, open_step
from tests.filling.factories import draft_of, publish
from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db
CREATE = "/espace/citoyen/demarches/essai/"
DIGITS = AMOUNT.partition(",")[0]


@pytest.fixture
def begun(client):
    """Somebody not signed in presses « Commencer » on the verdict."""
    verdict = answered(open_check(client, audience="citizen"), genre="kit", pro="yes", revenu=AMOUNT)
    form = verdict.root.find(f".//form[@action='{BEGIN}']")
    return client.post(BEGIN, {"state": form.find("input[@name='state']").get("value")})


def start(client) -> Page:
    """Sign in, and come to where a request begins."""
    force_sign_in(client, PersonFactory())
    return Page(client, START, client.get(START))


def create(page: Page):
    return page.client.post(CREATE, page.fields)


def test_the_browser_alone_carries_them_sealed_for_the_one_page_where_they_are_wanted(begun):
    assert begun["Location"] == START
    assert begun["Cache-Control"] == "no-store"
    cookie = begun.cookies["concerne"]
    assert cookie["path"] == START
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert 0 < cookie["max-age"] <= 1800
    assert len(cookie.value) < 4000
    assert DIGITS not in cookie.value
    assert DIGITS in decrypt(cookie.value)


def test_they_are_in_the_draft_may_be_changed_and_are_gone_from_the_browser(client, begun):
    made = create(start(client))
    draft = Dossier.objects.get()
    assert StepAnswers.objects.get().values == {"genre": "kit", "pro": "yes", "revenu": AMOUNT}
    assert made.cookies["concerne"]["max-age"] == 0
    first = client.get(made["Location"]).content.decode()
    assert "sont déjà dans ce brouillon" in first
    page = open_step(client, draft, "achat")
    assert page.fields["revenu"] == AMOUNT
    page.post("save", revenu="12")
    assert StepAnswers.objects.get().values["revenu"] == "12"


def test_a_draft_begun_without_them_has_none(client):
    open_check(client, audience="citizen")
    create(start(client))
    assert Dossier.objects.count() == 1
    assert not StepAnswers.objects.exists()


def test_answers_to_an_older_version_are_left_out(client, begun):
    publish(version=2, steps=STEPS, audience="citizen")
    assert create(start(client)).status_code == 302
    assert Dossier.objects.count() == 1
    assert not StepAnswers.objects.exists()


def test_who_has_a_draft_already_may_begin_another_one_with_them(client, begun):
    person = force_sign_in(client, PersonFactory())
    draft_of(person, version=newest_version("essai"))
    choice = create(Page(client, START, client.get(START)))
    assert choice.status_code == 200
    page = Page(client, CREATE, choice)
    assert "reprendre une demande" in page.html
    assert client.post(CREATE, page.fields).status_code == 302
    assert StepAnswers.objects.get().values["revenu"] == AMOUNT


@pytest.mark.parametrize("minutes", [29, 31])
def test_after_half_an_hour_they_count_no_more(client, begun, minutes):
    with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
        page = start(client)
        assert ("carried" in page.fields) is (minutes < 30)


def test_what_no_key_of_ours_sealed_and_another_demarches_are_not_read(client, begun):
    sealed = begun.cookies["concerne"].value
    assert "carried" in start(client).fields
    client.cookies["concerne"] = sealed[:-4] + "AAAA"
    assert "carried" not in Page(client, START, client.get(START)).fields
    publish(slug="autre", steps=STEPS, audience="citizen")
    client.cookies["concerne"] = sealed
    client.cookies["concerne"]["path"] = "/"
    other = Page(client, "", client.get("/demarches/autre/commencer/"))
    assert "carried" not in other.fields


def test_forged_answers_begin_an_empty_draft(client):
    open_check(client, audience="citizen")
    page = start(client)
    forged = '[1,[["vous.courriel","a@b.be"]]]'
    assert client.post(CREATE, page.fields | {"carried": forged}).status_code == 302
    assert Dossier.objects.count() == 1
    assert not StepAnswers.objects.exists()
