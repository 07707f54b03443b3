"""Whoever a page speaks to can open what it links to: no link of ours leads to « you may not do that »."""

from __future__ import annotations

import re

import pytest

from tests.support.access_scene import Scene

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a [^>]*href="(/[^"#?]*)')
MOST_PAGES = 60
ELSEWHERE = re.compile(r"^/(static|admin|deconnexion|langue)/|/documents/")
INSIDE = ("proprietaire", "collaborateur", "lecteur", "gap", "mandated", "mandated_reader")


@pytest.fixture
def scene():
    return Scene.build()


def walk(client, *starts):
    """Return the status of every page that links lead to from ``starts``, and where each link stood."""
    found, waiting = {}, [(start, "") for start in starts]
    while waiting and len(found) < MOST_PAGES:
        address, stood_on = waiting.pop(0)
        if address in found or ELSEWHERE.search(address):
            continue
        answer = client.get(address)
        found[address] = answer.status_code, stood_on
        html = answer.content.decode() if "html" in answer.get("Content-Type", "") else ""
        waiting += [(link, address) for link in LINK.findall(html)]
    return found


@pytest.mark.parametrize("actor", INSIDE)
def test_links_lead_to_what_the_person_can_open(client, scene, actor):
    scene.sign_in(client, actor)
    space = f"/espace/{scene.company_space}"
    refused = client.get(f"{space}/membres/")
    found = walk(client, "/espaces/", *LINK.findall(refused.content.decode()))
    assert f"{space}/" in found or f"{space}/membres/" in found
    assert not {address: stood_on for address, (status, stood_on) in found.items() if status == 403}


@pytest.mark.parametrize("actor", ["mandated", "mandated_reader"])
def test_refusal_of_who_acts_by_mandate_says_who_can_help(client, scene, actor):
    scene.sign_in(client, actor)
    refused = client.get(f"/espace/{scene.company_space}/membres/")
    assert refused.status_code == 403
    html = refused.content.decode()
    holder = refused.context["actor"].mandate.holder
    assert f'href="/espace/{holder.number}/membres/"' in html
    assert f'href="/espace/{scene.company_space}/mes-droits/"' in html
    assert "gestionnaire d’accès principal (GAP)" not in html
    rights = client.get(f"/espace/{scene.company_space}/mes-droits/")
    assert rights.status_code == 200
    assert f'href="/espace/{scene.company_space}/membres/"' not in rights.content.decode()
