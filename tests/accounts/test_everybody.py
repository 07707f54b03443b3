"""People as they are, in the pages: any name, no first name, a bis number, several capacities at once."""

from __future__ import annotations

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import NationalIdentity, User
from accounts.profile.services import ask_email
from accounts.services import Person, register_person
from dossiers.catalogue.services import publish
from enterprises.rights.permissions import Role
from monespace.common.authors import SYSTEM
from monespace.journal.models import Event
from monespace.outbox.testing import drain
from monespace.settings.base import BASE_DIR
from monespace.simulators.personas import PERSONAS
from tests.filling.browser import open_step
from tests.filling.factories import draft_of
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import EnterpriseFactory, GapDesignationFactory, MembershipFactory
from tests.support.factories import AgentFactory, PersonFactory, national_number
from tests.support.pages import parse

pytestmark = pytest.mark.django_db

NAMES = [
    ("", "Tenzin"),
    ("élodie-Françoise", "VANDEN Bossche-d’Hoogvorst"),
    ("Ñusta Łucja", "O'Brien-Øster"),
    ("Ji", "Li"),
    ("M" * 150, "W" * 150),
    ("<b>Robert</b>", "Tables & Fils"),
]


def text_of(response) -> str:
    """Return what the page's main part says, as read."""
    main = parse(response.content.decode()).find(".//main")
    return " ".join("".join(main.itertext()).split())


@pytest.mark.parametrize(("first", "last"), NAMES)
def test_any_name_is_shown_as_the_register_has_it(client, first, last):
    number = national_number()
    user = register_person(
        actor=SYSTEM, person=Person(national_number=number, first_name=first, last_name=last)
    )
    User.objects.update(profile_completed_at=user.created_at)
    force_sign_in(client, User.objects.get())
    page = client.get("/profil/")
    assert last in text_of(page)
    assert ("Prénom" in text_of(page)) == bool(first)
    header = parse(page.content.decode()).find(".//summary")
    assert f"{first} {last}".strip() in " ".join("".join(header.itertext()).split())
    ask_email(actor=user, address="quelqu.un@exemple.be")
    drain()
    assert f"Bonjour {first} {last},".replace("  ", " ") in mail.outbox[0].body
    assert last not in mail.outbox[0].subject


def test_members_are_sorted_by_last_name_whatever_accents_capitals_and_missing_first_names(client):
    enterprise = EnterpriseFactory()
    names = [("Zoé", "de Wit"), ("", "Tenzin"), ("Ana", "Éloy"), ("Bob", "ELOY"), ("", "Adam")]
    for first, last in names:
        person = PersonFactory(first_name=first, last_name=last)
        MembershipFactory(enterprise=enterprise, user=person, role=Role.LECTEUR)
    force_sign_in(client, person)
    page = text_of(client.get(reverse("enterprises:members", kwargs={"space": enterprise.number})))
    order = ["Adam", "Zoé de Wit", "Ana Éloy", "Bob ELOY", "Tenzin"]
    assert sorted(order, key=page.index) == order


def test_person_with_a_bis_number_and_no_first_name_signs_in_and_is_found_again(client, federation):
    persona = PERSONAS["un-seul-nom"]
    assert int(persona.national_number[2:4]) > 12, "a bis number adds 20 or 40 to the month"
    for _visit in range(2):
        federation.deliver(federation.message(federation.ask(), persona="un-seul-nom"))
    user = NationalIdentity.objects.of_number(persona.national_number).get().user
    assert (user.first_name, user.last_name) == ("", "Tenzin")
    assert [event.tag for event in Event.objects.about(user)].count("person.created") == 1


def test_person_without_first_name_is_not_asked_to_invent_one(client):
    path = BASE_DIR / "dossiers" / "definitions" / "prime-velo.yaml"
    version = publish(actor=SYSTEM, text=path.read_text()).version
    person = force_sign_in(client, PersonFactory(first_name="", last_name="Tenzin"))
    page = open_step(client, draft_of(person, version=version), "identite")
    assert "prenom" not in page.fields, "locked: the register knows that there is none"
    sent = page.post(telephone="")
    assert sent.response.status_code == 302, text_of(sent.response)
    assert sent.response["Location"] != page.url


@pytest.fixture
def busy(client):
    """One person: citizen, Propriétaire of one enterprise and its GAP, Lecteur of another, helpdesk agent."""
    person = AgentFactory(last_name="Partout")
    own = MembershipFactory(user=person, role=Role.PROPRIETAIRE, enterprise__name="Verger SRL").enterprise
    GapDesignationFactory(user=person, enterprise=own)
    read = MembershipFactory(user=person, role=Role.LECTEUR, enterprise__name="Potager SRL").enterprise
    force_sign_in(client, person, level=500, method="eid")
    return person, own, read


def test_one_person_chooses_among_all_their_capacities(client, busy):
    _person, own, read = busy
    spaces = text_of(client.get(reverse("enterprises:spaces")))
    for words in ("Espace Citoyen", "Verger SRL", "Potager SRL", "Propriétaire", "Lecteur"):
        assert words in spaces
    assert client.get("/admin/").status_code == 200
    for space, acting in [
        ("citoyen", "En votre nom personnel"),
        (own.number, own.name),
        (read.number, read.name),
    ]:
        page = client.get(reverse("dossiers:dashboard", kwargs={"space": space})).content.decode()
        assert acting in page


def test_no_capacity_lends_its_rights_to_another(client, busy):
    person, own, read = busy
    mine = draft_of(person)
    drafts = {"citoyen": mine, own.number: draft_of(person, enterprise=own, version=mine.demarche_version)}
    foreign = draft_of(PersonFactory(), version=mine.demarche_version)
    ours_to_read = draft_of(PersonFactory(), enterprise=read, version=mine.demarche_version)
    for space in ("citoyen", own.number, read.number):
        for home, draft in drafts.items():
            assert client.get(address("detail", space, draft)).status_code == (200 if space == home else 404)
        assert client.get(address("detail", space, foreign)).status_code == 404, "not even for an agent"
    assert client.get(address("step", own.number, drafts[own.number], step="vous")).status_code == 200
    assert client.get(address("detail", read.number, ours_to_read)).status_code == 200
    assert client.get(address("step", read.number, ours_to_read, step="vous")).status_code == 403


def address(name, space, dossier, **more):
    return reverse(f"dossiers:{name}", kwargs={"space": space, "dossier_id": dossier.pk, **more})
