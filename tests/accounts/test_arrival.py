"""A second sign-in in one browser: more, less, the same person or another, never more than asserted.

Whatever else may happen to sessions is in tests/accounts/test_lives_of_sessions.py.
"""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from monespace.journal.models import Event
from tests.filling.browser import open_step
from tests.filling.definition import VOUS
from tests.filling.factories import draft_of, publish
from tests.support.checked_client import CheckedClient

pytestmark = pytest.mark.django_db

SPACES = reverse("enterprises:spaces")
PROFILE = reverse("accounts:profile")
OTHER = "Une autre personne était connectée"
LOWER = "est moins sûre qu’auparavant"
RENAMED = "Votre nom a été mis à jour"
METHODS = {450: "itsme", 500: "eid"}


def arrives(federation, persona="citoyen", level=450, **question):
    """Sign in from the first page to the last redirect, as somebody whose profile is complete."""
    asked = federation.ask(METHODS[level], **question)
    response = federation.deliver(federation.message(asked, persona=persona, level=level))
    User.objects.filter(profile_completed_at=None).update(profile_completed_at=timezone.now())
    return response


def shown(client, url=PROFILE) -> str:
    """Return a page, with the messages that wait."""
    return client.get(url).content.decode()


def state(client) -> dict:
    return client.get("/session.json").json()


def test_step_up_keeps_the_session_and_changes_its_key(client, federation):
    arrives(federation)
    session = client.session
    session["kept"] = "by another part of the portal"
    session.save()
    key = session.session_key
    arrives(federation, level=500)
    assert client.session["kept"] == "by another part of the portal"
    assert client.session.session_key != key
    assert (client.session["level"], client.session["method"]) == (500, "eid")
    assert LOWER not in shown(client)


def test_form_open_in_another_tab_can_still_be_sent_after_a_step_up(federation):
    browser = CheckedClient(enforce_csrf_checks=True)
    federation.browser = browser
    arrives(federation)
    draft = draft_of(User.objects.get())
    page = open_step(browser, draft, "vous")
    token = page.form.find(".//input[@name='csrfmiddlewaretoken']").get("value")
    arrives(federation, level=500)
    assert page.post("save", **VOUS, csrfmiddlewaretoken=token).response.status_code == 302


def test_person_sent_to_the_card_in_the_middle_of_a_form_lands_on_the_same_step(client, federation):
    arrives(federation, level=500)
    draft = draft_of(User.objects.get(), version=publish(level=500))
    page = open_step(client, draft, "vous")
    arrives(federation, level=450)
    sent_to = client.get(page.post(**VOUS).response["Location"])
    assert "Ce que vous avez enregistré est conservé" in sent_to.content.decode()
    assert (
        arrives(
            federation,
            level=500,
            next=page.url,
        )["Location"]
        == page.url
    )
    assert open_step(client, draft, "vous").fields["surnom"] == VOUS["surnom"]


def test_less_sure_sign_in_is_said_and_lowers_the_session(client, federation):
    arrives(federation, level=500)
    assert LOWER not in shown(client)
    arrives(federation, level=450)
    assert LOWER in shown(client)
    assert (state(client)["level"], state(client)["method"]) == (450, "itsme")


def test_somebody_else_gets_their_own_session_and_not_the_page_of_the_first(client, federation):
    arrives(federation)
    first = User.objects.get()
    session = client.session
    session["kept"] = "of the first person"
    session.save()
    draft = draft_of(first, version=publish(level=500))
    page = f"/espace/citoyen/dossiers/{draft.pk}/etapes/vous/"
    response = arrives(federation, persona="citoyenne-de", level=500, next=page)
    assert response["Location"] == SPACES
    assert state(client)["subject"] != str(first.pk)
    assert "kept" not in client.session
    client.cookies["langue"] = "fr"
    assert OTHER in shown(client)
    assert client.get(page).status_code == 404


def test_somebody_else_is_known_even_when_the_first_session_is_over(client, federation):
    arrives(federation)
    asked = federation.ask("eid", next="/espace/citoyen/")
    client.session.flush()
    response = federation.deliver(federation.message(asked, persona="gap", level=500))
    assert response["Location"] == SPACES
    assert OTHER in shown(client)


def test_same_person_comes_back_to_the_page_after_the_session_was_over(client, federation):
    arrives(federation)
    asked = federation.ask("eid", next="/demarches/")
    client.session.flush()
    response = federation.deliver(federation.message(asked, level=500))
    assert response["Location"] == "/demarches/"
    assert OTHER not in shown(client)


def test_new_name_of_the_federation_is_applied_journaled_and_said_once(client, federation):
    arrives(federation)
    user = User.objects.get()
    assert RENAMED not in shown(client)
    User.objects.update(first_name="Anton", last_name="D’Ancien")
    arrives(federation, level=500)
    page = shown(client, reverse("accounts:profile"))
    assert RENAMED in page
    assert "Delvaux" in page
    assert "D’Ancien" not in page
    event = Event.objects.about(user).get(tag="person.renamed")
    assert event.facts == {}
    assert RENAMED not in shown(client)


def test_agent_prepared_without_a_name_is_not_told_of_a_new_one(client, federation):
    arrives(federation)
    User.objects.update(first_name="", last_name="—")
    arrives(federation)
    assert RENAMED not in shown(client)
