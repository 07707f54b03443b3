"""Whatever a caller reads out finds what it is about: references, addresses, phones, codes of failures."""

from __future__ import annotations

import logging

import pytest
from django.db import connection
from django.urls import reverse

from accounts.models import User
from benchmarks.size.plans import recording
from dossiers.models import Delivery
from helpdesk.dossiers import search
from helpdesk.dossiers.lookup import Kind, phone_beginning, recognise
from helpdesk.dossiers.search import find
from monespace.incidents.models import Incident
from monespace.journal.models import Event
from tests.submission.factories import DeliveryFactory
from tests.support.enterprise_factories import MembershipFactory
from tests.support.factories import PersonFactory
from tests.support.pages import parse

SEARCH = "/admin/recherche/"


def asked(client, text) -> str:
    response = client.post(SEARCH, {"text": text})
    assert response.status_code == 200
    return " ".join("".join(parse(response.content.decode()).find(".//main").itertext()).split())


@pytest.fixture
def acknowledged(delivery):
    delivery.service_reference = "SPW-2026-000001"
    delivery.save(update_fields=["service_reference"])
    return delivery.submission.dossier


@pytest.mark.parametrize(
    "typed",
    [
        "SPW-2026-000001",
        "spw-2026-000001",
        "SPW 2026 000001",
        "spw2026000001",
        " SPW–2026–000001 ",
        "SPW/2026/0000",
        "SPW-2026",
    ],
)
def test_the_reference_of_the_service_finds_the_dossier(as_agent, acknowledged, typed):
    assert acknowledged.reference in asked(as_agent, typed)


@pytest.mark.parametrize(
    "typed", ["SPW-2026-000002", "SPW", "2026-000001", "000001", "%", "SPW-2026-0000019"]
)
def test_another_reference_does_not(as_agent, acknowledged, typed):
    assert acknowledged.reference not in asked(as_agent, typed)


def test_a_reference_of_figures_only_finds_too(as_agent, acknowledged, delivery):
    Delivery.objects.filter(pk=delivery.pk).update(service_reference="2026000017")
    assert acknowledged.reference in asked(as_agent, "2026 000017")


def test_a_search_by_the_reference_of_the_service_is_journaled_as_one(as_agent, agent, acknowledged):
    asked(as_agent, "SPW-2026-000001")
    facts = Event.objects.about(agent).get(tag="helpdesk.searched").facts
    assert facts == {"kind": "service_reference", "found": 1}


def test_the_beginning_of_many_references_shows_pages_and_of_too_many_says_so(
    as_agent, acknowledged, monkeypatch
):
    other = DeliveryFactory(service_reference="SPW/2026/000002").submission.dossier
    monkeypatch.setattr(search, "PER_PAGE", 1)
    pages = [find(recognise("spw2026"), page) for page in (1, 2, 3)]
    assert [page.total for page in pages] == [2, 2, 2]
    assert {page.dossiers[0].pk for page in pages[:2]} == {acknowledged.pk, other.pk}
    assert pages[0].next_page == 2
    assert pages[2].page == 2
    monkeypatch.setattr(search, "MOST_BEGUN", 1)
    shown = asked(as_agent, "SPW-2026")
    assert "référence du service qui commence ainsi" in shown
    assert acknowledged.reference not in shown
    assert "Aucun dossier" not in shown
    assert acknowledged.reference in asked(as_agent, "SPW-2026-000001")


@pytest.mark.parametrize(
    "typed",
    [
        "eloise.soeur@exemple.be",
        "ELOISE.Soeur@Exemple.BE",
        "eloise.soeur@",
        "mailto:eloise.soeur@ex",
        "<eloise.soeur@exemple.be>",
    ],
)
def test_an_address_finds_the_dossiers_of_its_person(as_agent, citizen, draft, typed):
    User.objects.filter(pk=citizen.pk).update(email="Eloise.Soeur@exemple.be")
    assert "Prime vélo" in asked(as_agent, typed)
    assert "Prime vélo" not in asked(as_agent, typed.replace("soeur", "frere").replace("Soeur", "frere"))


@pytest.mark.parametrize(
    "typed", ["%@exemple.be", "_loise.soeur@exemple.be", "@exemple.be", "eloise.soeur@exemple.be.x"]
)
def test_signs_of_a_pattern_are_signs(as_agent, citizen, draft, typed):
    User.objects.filter(pk=citizen.pk).update(email="eloise.soeur@exemple.be")
    assert "Prime vélo" not in asked(as_agent, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "0470 12 34 56",
        "0470/12.34.56",
        "+32 470 12 34 56",
        "0032470123456",
        "+32 (0)470 12 34 56",
        "0470 12",
        "tel:+32470123456",
        "٠٤٧٠ ١٢٣٤٥٦",
    ],
)
def test_a_phone_finds_the_dossiers_of_its_person(as_agent, citizen, draft, typed):
    User.objects.filter(pk=citizen.pk).update(phone="+32470123456")
    assert "Prime vélo" in asked(as_agent, typed)
    User.objects.filter(pk=citizen.pk).update(phone="+32470999999")
    assert "Prime vélo" not in asked(as_agent, typed)


def test_too_many_people_are_said_and_none_of_them_shown(as_agent, citizen, draft, monkeypatch):
    monkeypatch.setattr(search, "MOST_BEGUN", 2)
    for rank in range(2):
        PersonFactory(phone=f"+3247012340{rank}", email=f"meme@exemple{rank}.be")
    User.objects.filter(pk=citizen.pk).update(phone="+32470123499", email="meme@exemple.be")
    for typed, precise in (("0470 12", "0470 12 34 99"), ("meme@", "meme@exemple.be")):
        assert "Prime vélo" in asked(as_agent, precise)
        shown = asked(as_agent, typed)
        assert "commence ainsi" in shown
        assert "Prime vélo" not in shown


def test_figures_that_are_an_enterprise_and_a_phone_find_both(as_agent, citizen, draft):
    figures = next(f"047012{rank:02}{97 - int(f'047012{rank:02}') % 97:02}" for rank in range(10, 99))
    User.objects.filter(pk=citizen.pk).update(phone=f"+32{figures[1:]}")
    assert recognise(figures).kind is Kind.BCE
    assert "Prime vélo" in asked(as_agent, figures)


@pytest.mark.parametrize(
    "text",
    [
        *("", "12", "0470", "abc", "0470 12 34 56 78 90", "85.07.30-033.28", "+", "0" * 40),
        *("0470 1", "+32470 1", "0032 4701"),
    ],
)
def test_what_is_no_phone_is_none(text):
    assert phone_beginning(text) == ""


def test_a_member_without_dossiers_leads_to_the_enterprise_which_still_asks_why(as_agent, enterprise):
    member = MembershipFactory(
        enterprise=enterprise, user__email="nadia@exemple.be", user__phone="+3281334455"
    ).user
    address = reverse("admin:enterprise", kwargs={"number": enterprise.number})
    for typed in ("nadia@exemple.be", "081 33 44 55"):
        response = as_agent.post(SEARCH, {"text": typed})
        page = response.content.decode()
        assert address in page
        assert member.last_name not in page
    assert "motif" in as_agent.get(address).content.decode()


def test_a_search_by_address_is_journaled_and_tells_nobody_the_address(
    as_agent, agent, citizen, draft, caplog
):
    caplog.set_level(logging.DEBUG)
    User.objects.filter(pk=citizen.pk).update(email="eloise.soeur@exemple.be", phone="+32470123456")
    for typed, kind in (("eloise.soeur@exemple.be", "email"), ("0470 12 34 56", "phone")):
        asked(as_agent, typed)
        assert Event.objects.about(agent).filter(tag="helpdesk.searched").last().facts == {
            "kind": kind,
            "found": 1,
        }
    assert "eloise.soeur" not in caplog.text
    assert "470123456" not in caplog.text
    assert not Event.objects.filter(facts__icontains="eloise").exists()


@pytest.mark.parametrize("typed", ["a49be459", "A49BE459", " a49b e459 ", "a49be-459"])
def test_the_code_of_a_failure_says_when_which_page_and_what(as_agent, agent, typed):
    Incident.objects.create(
        code="a49be459",
        page="enterprises:members",
        status=500,
        error="KeyError",
        place="enterprises/members/roster.py:40",
    )
    page = asked(as_agent, typed)
    for part in (
        "Panne a49be459",
        "enterprises:members",
        "KeyError",
        "enterprises/members/roster.py:40",
        "Transmettez le code",
    ):
        assert part in page
    assert Event.objects.about(agent).get(tag="helpdesk.searched").facts == {"kind": "incident", "found": 1}


def test_a_code_that_nothing_bears_is_said_to_be_one(as_agent):
    assert "Aucune panne n’est gardée sous ce code" in asked(as_agent, "a49be450")
    assert "panne" not in asked(as_agent, "Personne").partition("Chercher")[2]


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("SPW-2026-000001", "by_reference_of_service"),
        ("a.b@exemple.be", "people_by_email"),
        ("0470123456", "people_by_phone"),
    ],
)
@pytest.mark.django_db
def test_look_ups_have_an_index_of_the_same_expression(text, index):
    with recording() as statements:
        assert find(recognise(text)).total == 0
    beginnings = [one for one in statements if "~>=~" in one.sql]
    plans = []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for one in beginnings:
            cursor.execute(f"EXPLAIN {one.sql}", one.parameters)
            plans.append(str(cursor.fetchall()))
    assert any(index in plan for plan in plans)
