"""Every form gives back what is typed on it: in another language, or sent when the session was over."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from urllib.parse import urlsplit

import pytest
import time_machine
from django.urls import resolve, reverse
from django.utils import timezone

from accounts.models import User
from dossiers.models import ServiceMember
from enterprises.models import GapDesignation, Membership
from tests.filling.browser import Page
from tests.house.access_rows import ROWS
from tests.house.access_table import ACTORS, OK
from tests.house.test_access_table import answer, undone
from tests.support.access_scene import Scene
from tests.support.checked_client import CheckedClient

TYPED = {None, "text", "email", "tel", "search"}
HALF = "À moitié écrit"
# Forms that stand on the page of another address: a search, an agent's reason or decision.
ON_ANOTHER_PAGE = {
    f"admin:{name}" for name in ("search", "find_case", "open_dossier", "open_enterprise", "open_gap_request")
} | {"admin:grant_gap_request", "admin:refuse_gap_request", "lists:search"}
DJANGO_ADMIN = "_changelist"
PEOPLE = {
    "accounts:welcome": {"profile_completed_at": None},
    "accounts:email_code": {"pending_email": "nouvelle@exemple.be"},
}
TYPED_ON: set[str] = set()  # the names of pages on which something is typed, once a walk has found them all
ALSO_CHECKED = {"enterprises:invite_list"}  # every button of this page checks the list (ADR 0042)


class Tab(Page):
    """The page, whose form is the one with something to type."""

    @cached_property
    def form(self):
        return next((form for form in self.root.iterfind(".//main//form") if texts(form)), None)


def texts(form) -> list[str]:
    """Return the names of what is typed in a form that is posted."""
    if form.get("method") != "post":
        return []
    inputs = [one for one in form.iter("input") if one.get("type") in TYPED]
    return [one.get("name") for one in [*inputs, *form.iter("textarea")]]


def tabs():
    """Open every page of the portal that has something to type, as somebody who may.

    The first walk of a process opens all pages to find them.
    """
    scene = Scene.build()
    looked_for, found = set(TYPED_ON), set()
    for row in ROWS:
        actor = next((one for one in reversed(ACTORS) if row.expected[one] == OK), None)
        if row.method != "GET" or actor is None or row.name.endswith(DJANGO_ADMIN):
            continue
        if looked_for and row.name not in looked_for:
            continue
        address = reverse(row.name, kwargs={key: getattr(scene, value) for key, value in row.kwargs.items()})
        with undone():
            if row.name in PEOPLE:
                User.objects.filter(pk=scene.people[actor].pk).update(**PEOPLE[row.name])
            client = CheckedClient()
            scene.sign_in(client, actor)
            response = client.get(address)
            if response.streaming:
                b"".join(response)  # a file is closed once it is read
                continue
            if response.status_code != 200 or "html" not in response["Content-Type"]:
                continue
            tab = Tab(client, address, response)
            if tab.form is not None and not sent_elsewhere(tab):
                found.add(row.name)
                yield scene, actor, row.name, tab
    TYPED_ON.update(found)


def sent_elsewhere(tab: Tab) -> bool:
    action = tab.form.get("action")
    return bool(action) and resolve(urlsplit(action).path).view_name in ON_ANOTHER_PAGE


@pytest.mark.django_db
def test_another_language_keeps_what_is_typed_and_judges_nothing():
    seen = set()
    for _scene, _actor, name, tab in tabs():
        seen.add(name)
        buttons = tab.root.findall(".//header//button[@name='page_language']")
        assert tab.form.get("id"), f"{name}: the languages of the header send a form by its id"
        assert {one.get("form") for one in buttons} == {tab.form.get("id")}, name
        typed = dict.fromkeys(texts(tab.form), HALF)
        data = {**tab.fields, **typed, "page_language": "de"}
        response = tab.client.post(tab.url, data)
        if response.status_code == 302:  # a step is saved, valid or not
            response = tab.client.get(response["Location"])
        switched = Tab(tab.client, tab.url, response)
        assert switched.root.get("lang") == "de", name
        assert {key: switched.fields.get(key) for key in typed} == typed, name
        if name not in ALSO_CHECKED:
            assert not switched.root.findall(".//*[@class='error-summary']"), name
            assert switched.response.status_code == 200, name
    assert len(seen) >= 19, seen


@pytest.mark.django_db
def test_form_sent_when_the_session_was_over_is_there_again_after_signing_in():
    seen = set()
    for scene, actor, name, tab in tabs():
        typed = dict.fromkeys(texts(tab.form), HALF)
        with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=True):
            response = tab.client.post(tab.url, {**tab.fields, **typed, "action": "continue"})
        if answer(response) != "sign":  # taken without a session, as the refusal of an invitation is
            continue
        seen.add(name)
        scene.sign_in(tab.client, actor)
        again = Tab(tab.client, tab.url, tab.client.get(tab.url))
        assert again.form is not None, name
        assert {key: again.fields.get(key) for key in typed} == typed, name
    assert len(seen) >= 18, seen


def lose_every_right(user: User) -> None:
    """End all that lets somebody into the spaces of enterprises and the agents' pages."""
    ended = {"ended_at": timezone.now(), "end_reason": "Départ"}
    Membership.objects.filter(user=user).update(**ended)
    GapDesignation.objects.filter(user=user).update(ended_at=timezone.now(), end_reason="resigned")
    ServiceMember.objects.filter(user=user).delete()
    user.groups.clear()
    User.objects.filter(pk=user.pk).update(is_staff=False)


@pytest.mark.django_db
def test_form_that_its_person_may_no_longer_send_shows_what_was_typed():
    seen = set()
    for scene, actor, name, tab in tabs():
        lose_every_right(scene.people[actor])
        typed = dict.fromkeys(texts(tab.form), HALF)
        response = tab.client.post(tab.url, {**tab.fields, **typed, "action": "continue"})
        if answer(response) not in {"403", "404"}:  # of oneself, which no right decides
            continue
        seen.add(name)
        assert HALF in response.content.decode(), name
        assert "n’a pas été enregistré" in response.content.decode(), name
    assert {"admin:decide_case", "admin:case_conversation", "dossiers:step", "dossiers:withdraw"} <= seen, (
        seen
    )
