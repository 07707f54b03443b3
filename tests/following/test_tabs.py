"""The frame of a space: which tabs, how many behind each, and which of them is the page."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.following.chosen import ERASED, FOR_CITIZENS, STATES, Wanted, chosen, number_of
from dossiers.following.selectors import counts_of
from dossiers.states import UNSENT, State
from enterprises.models import Establishment
from tests.enterprises.conftest import company
from tests.submission.factories import DraftFactory, SentDossierFactory, actor_of
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory
from tests.support.factories import PersonFactory
from tests.support.pages import parse

__all__ = ["company"]

pytestmark = pytest.mark.django_db


def tabs(client, address):
    response = client.get(address)
    assert response.status_code == 200
    links = parse(response.content.decode()).findall(".//nav[@class='tabs']//a")
    said = [" ".join("".join(link.itertext()).split()) for link in links]
    return said, [link.get("aria-current") == "page" for link in links]


def url(name, space):
    return reverse(name, kwargs={"space": space})


def test_a_citizen_has_four_and_the_page_is_marked(client):
    person = force_sign_in(client, PersonFactory())
    DraftFactory(owner_user=person)
    for state in (State.ACTION_NEEDED, State.ACTION_NEEDED, State.ACCEPTED, State.ANONYMISED):
        SentDossierFactory(owner_user=person, state=state)
    SentDossierFactory(state=State.ACTION_NEEDED)
    listed, messages = url("dossiers:list", "citoyen"), url("dossiers:conversations", "citoyen")
    for rank, address in enumerate(
        (url("dossiers:dashboard", "citoyen"), f"{listed}?etat=brouillons", listed, messages)
    ):
        said, marked = tabs(client, address)
        assert said == ["À faire 2", "Brouillons 1", "Dossiers 4", "Messages 0"]
        assert marked == [one == rank for one in range(4)]


def test_an_enterprise_has_its_members_too_and_counts_what_is_in_reach(client, company):
    place = Establishment.objects.create(enterprise=company.enterprise, number="2999990142", name="Atelier")
    here = {"owner_user": None, "owner_enterprise": company.enterprise, "created_by": company.owner}
    SentDossierFactory(**here, state=State.ACTION_NEEDED)
    SentDossierFactory(**here, state=State.ACTION_NEEDED, establishment=place)
    force_sign_in(client, company.owner)
    number = company.enterprise.number
    expected = ["À faire 2", "Brouillons 0", "Dossiers 2", "Messages 0", "Membres"]
    for name, rank in {
        "dossiers:dashboard": 0,
        "dossiers:list": 2,
        "dossiers:conversations": 3,
        "enterprises:members": 4,
    }.items():
        said, marked = tabs(client, url(name, number))
        assert said == expected
        assert marked == [one == rank for one in range(5)]
    force_sign_in(client, MembershipFactory(enterprise=company.enterprise, establishment=place).user)
    assert tabs(client, url("dossiers:list", number))[0] == [
        "À faire 1",
        "Brouillons 0",
        "Dossiers 1",
        "Messages 0",
        "Membres",
    ]


def test_who_only_manages_access_sees_no_number_of_dossiers(client, company):
    SentDossierFactory(owner_user=None, owner_enterprise=company.enterprise, created_by=company.owner)
    force_sign_in(client, company.gap)
    for name in ("dossiers:dashboard", "enterprises:members"):
        assert tabs(client, url(name, company.enterprise.number))[0] == ["À faire", "Membres"]


def test_a_decision_of_the_last_days_stands_before_what_else_was_sent(client):
    person = force_sign_in(client, PersonFactory())
    decided = SentDossierFactory(owner_user=person, state=State.REFUSED)
    sent = SentDossierFactory(owner_user=person)
    page = client.get(url("dossiers:dashboard", "citoyen")).content.decode()
    places = [
        page.index(text)
        for text in ("Décisions des 30", decided.reference, "Dossiers envoyés", sent.reference)
    ]
    assert places == sorted(places)
    assert page.count(decided.reference) == 1


def test_conversations_with_unread_messages_are_counted(client):
    person = force_sign_in(client, PersonFactory())
    SentDossierFactory(owner_user=person, unread_by_person=3, last_message_at=timezone.now())
    SentDossierFactory(owner_user=person)
    assert tabs(client, url("dossiers:dashboard", "citoyen"))[0][-1] == "Messages 1"


def test_the_number_of_a_list_narrowed_by_states_alone_is_that_of_its_rows():
    person = PersonFactory()
    for times, state in enumerate(State, 1):
        factory = DraftFactory if state in UNSENT else SentDossierFactory
        factory.create_batch(times % 3 + 1, owner_user=person, state=state)
    actor = actor_of(person)
    counts = counts_of(actor).by_state
    counted = STATES.keys() - {ERASED}  # those are counted nowhere
    numbers = {key: number_of(Wanted(state=key, order="envoi"), counts) for key in counted}
    assert numbers == {key: chosen(actor, Wanted(state=key)).count() for key in counted}
    assert number_of(Wanted(state=ERASED), counts) is None
    assert len(set(numbers.values())) > 2
    for narrowed in ({"words": "prime"}, {"demarche": "prime"}, {"person": str(person.pk)}):
        assert number_of(Wanted(**narrowed), counts) is None


def test_a_citizen_finds_what_waits_for_signatures_among_the_filters(client):
    person = force_sign_in(client, PersonFactory())
    DraftFactory(owner_user=person)
    awaited = DraftFactory(owner_user=person, state=State.AWAITING_SIGNATURES)
    listed = url("dossiers:list", "citoyen")
    page = parse(client.get(listed).content.decode())
    links = {one.text: one.get("href") for one in page.findall(".//ul[@class='filter']//a")}
    assert len(links) == len(FOR_CITIZENS)
    shown = parse(client.get(links["En attente de signatures"]).content.decode())
    titles = shown.findall(".//main//ul[@class='cards']//h2/a")
    assert [one.get("href") for one in titles] == [f"{listed}{awaited.pk}/"]
