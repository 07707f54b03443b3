"""Long lists in a real Chromium: accessible, narrow, short, read and searched by keyboard without scripts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from dossiers.models import DeliveryAttempt
from enterprises.models import Establishment
from enterprises.rights.permissions import Role
from monespace.incidents.models import Incident
from monespace.outbox.models import Message
from tests.journeys.accessibility import defects
from tests.lists.factories import many_dossiers, many_members
from tests.lists.test_many_places import establishment_number
from tests.submission.factories import DeliveryFactory
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import (
    EnterpriseFactory,
    GapDesignationFactory,
    InvitationFactory,
    MandateFactory,
    MembershipFactory,
)
from tests.support.factories import AgentFactory, PersonFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NARROW = 320
LONGEST = 9_000  # pixels of a page at 360
SHOTS = os.environ.get("SHOTS")  # a folder for pictures of every page, to look at


@pytest.fixture
def enter(page, live_server, client, demarches):
    """Sign a person in, in the browser."""

    def sign(person):
        force_sign_in(client, person, level=500, method="eid")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
        )
        return live_server.url

    return sign


@pytest.fixture
def large(enter):
    """The access manager of an enterprise that has used the portal for years."""
    enterprise = EnterpriseFactory(name="Grands Magasins de la Meuse et Fils SA")
    manager = GapDesignationFactory(enterprise=enterprise, user=PersonFactory(last_name="Hermans")).user
    MembershipFactory(enterprise=enterprise, user=manager, role=Role.PROPRIETAIRE)
    many_members(enterprise, 205)
    many_dossiers(enterprise, manager, 920)
    for rank in range(25):
        InvitationFactory(enterprise=enterprise, created_by=manager, email=f"invitation{rank}@exemple.be")
        MandateFactory(client=enterprise, proposed_by=manager, accepted_by=manager)
        MembershipFactory(user=manager)
    Establishment.objects.bulk_create(
        Establishment(enterprise=enterprise, number=establishment_number(rank), name=f"Magasin {rank:03}")
        for rank in range(1, 501)
    )
    return enter(manager), enterprise


def looked_at(page, address: str, name: str) -> None:
    """Open a page, find no defect, and take its picture if somebody wants to look."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(address)
    assert defects(page) == [], address
    assert page.evaluate("document.documentElement.scrollHeight") < LONGEST, address
    page.set_viewport_size({"width": NARROW, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, address
    for width in (360, 768, 1280) if SHOTS else ():
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=Path(SHOTS, f"{name}-{width}.png"), full_page=True)


def test_pages_of_a_large_enterprise(page, large):
    url, enterprise = large
    space = f"{url}/espace/{enterprise.number}"
    dossier = enterprise.dossiers.first()
    for name, path in {
        "dashboard": "/",
        "dossiers": "/dossiers/?page=3",
        "members": "/membres/?membres=2",
        "history": "/membres/historique/",
        "mandates": "/mandats/",
        "gap": "/gap/",
        "dossier": f"/dossiers/{dossier.pk}/",
        "invite": "/invitations/nouvelle/",
    }.items():
        looked_at(page, space + path, name)
    looked_at(page, f"{url}/espaces/?page=2", "spaces")
    looked_at(page, f"{url}/demarches/sesam/commencer/", "start")


def test_members_are_searched_and_paged_by_keyboard_without_scripts(browser, large, page):
    url, enterprise = large
    quiet = browser.new_context(
        java_script_enabled=False, locale="fr-BE", storage_state=page.context.storage_state()
    )
    tab = quiet.new_page()
    tab.goto(f"{url}/espace/{enterprise.number}/membres/")
    tab.get_by_label("Chercher un membre").press_sequentially("exemple")
    tab.keyboard.press("Enter")
    expect(tab.locator("main")).to_contain_text("205 résultats")  # a key does not wait for the page
    assert "exemple" not in tab.url
    following = tab.get_by_role("navigation", name="Pages des membres").get_by_role(
        "link", name="Page suivante"
    )
    following.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("main")).to_contain_text("21 à 40 sur 205")
    tab.get_by_role("button", name="Deutsch").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("main")).to_contain_text("21 bis 40 von 205")
    quiet.close()


def test_pages_of_agents(page, enter):
    url = enter(AgentFactory(group="supervisor"))
    for code in ("http_503", "ConnectTimeout", "http_422"):
        now = timezone.now()
        delivery = DeliveryFactory(needs_attention_at=now if code == "http_422" else None)
        DeliveryAttempt.objects.create(
            delivery=delivery, started_at=now, ended_at=now, outcome="failed", error=code
        )
        Message.objects.create(
            topic="dossier.deliver", payload={"delivery_id": str(delivery.pk)}, lane="delivery:x"
        )
    Message.objects.bulk_create(
        Message(
            topic=topic, payload={}, attempts=9, failed_at=timezone.now(), last_error="SMTPServerDisconnected"
        )
        for topic in ["mail.send"] * 20 + ["gap_request_document.erase"] * 5
    )
    looked_at(page, f"{url}/admin/", "agents")
    looked_at(page, f"{url}/admin/a-reprendre/", "failures")
    Incident.objects.create(
        code="a49be459",
        page="enterprises:members",
        method="POST",
        status=500,
        error="KeyError",
        place="enterprises/members/roster.py:40",
    )
    page.goto(f"{url}/admin/")
    page.get_by_label("Ce que la personne vous dicte").fill("A49B E459")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Panne a49be459")
    assert defects(page) == []
    if SHOTS:
        page.set_viewport_size({"width": 360, "height": 900})
        page.screenshot(path=Path(SHOTS, "incident-360.png"), full_page=True)
