"""An enterprise is named, and described, in the reader's language wherever it appears."""

from __future__ import annotations

from datetime import date

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from enterprises.mandates.emails import tell_proposed
from enterprises.members.services import end_membership
from enterprises.models import Enterprise, Establishment, RegisterCode
from enterprises.register.details import details_of, legal_form_of
from monespace.outbox.testing import drain
from tests.enterprises.invitations import ADDRESS, invited
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import EnterpriseFactory, MandateFactory, MembershipFactory
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db

FRENCH, GERMAN = "Boulangerie Lemaire SRL", "Bäckerei Lemaire GmbH"
PAGES = (
    "dossiers:dashboard",
    "dossiers:list",
    "enterprises:members",
    "enterprises:my_rights",
    "enterprises:gap",
)


@pytest.fixture
def german(company):
    """Give the company a German name, and its people the German language."""
    company.enterprise.names = {"fr": FRENCH, "de": GERMAN}
    company.enterprise.save()
    for person in (company.owner, company.colleague, company.reader, company.gap):
        person.language = "de"
        person.save()
    return company


def page_for(client, person, name, **kwargs) -> str:
    force_sign_in(client, person)
    return client.get(reverse(name, kwargs=kwargs)).text


@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_its_space_names_it_so(client, german, name):
    html = page_for(client, german.owner, name, space=german.enterprise.number)
    assert GERMAN in html
    assert FRENCH not in html


def test_a_reader_of_another_language_gets_the_main_name(client, german):
    german.owner.language = "nl"
    german.owner.save()
    assert FRENCH in page_for(client, german.owner, "dossiers:dashboard", space=german.enterprise.number)


def test_the_choice_of_spaces_names_it_so_and_finds_it_by_any_name(client, german):
    for rank in range(9):
        MembershipFactory(user=german.owner, enterprise__name=f"Société {rank}")
    assert GERMAN in page_for(client, german.owner, "enterprises:spaces")
    asked = {"words": "boulangerie", "next": reverse("enterprises:spaces"), "place": "espaces"}
    found = client.post(reverse("lists:search"), asked, follow=True).text
    assert GERMAN in found
    assert "Société 1" not in found


def test_names_cost_no_query_for_each_enterprise(client, german):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("enterprises:spaces"))
        return len(captured)

    force_sign_in(client, german.owner)

    few = queries()
    for rank in range(5):
        MembershipFactory(
            user=german.owner, enterprise=EnterpriseFactory(names={"de": f"Gesellschaft {rank}"})
        )
    assert queries() == few


def test_who_acts_by_mandate_reads_both_names_so(client, german):
    holder = EnterpriseFactory(name="Fiduciaire Mosane SRL", names={"de": "Treuhand Maas GmbH"})
    MandateFactory(client=german.enterprise, holder=holder)
    employee = MembershipFactory(enterprise=holder, user=PersonFactory(language="de")).user
    html = page_for(client, employee, "dossiers:dashboard", space=german.enterprise.number)
    assert GERMAN in html
    assert "Treuhand Maas GmbH" in html


def test_mails_name_it_in_the_language_of_who_reads_them(german):
    end_membership(
        actor=german.acting(german.gap),
        membership=german.enterprise.memberships.get(user=german.reader),
        reason="départ",
    )
    invited(german, language="nl")
    drain()
    bodies = {message.to[0]: message.body for message in mail.outbox}
    assert GERMAN in bodies[german.reader.email]
    assert FRENCH not in bodies[german.reader.email]
    assert FRENCH in bodies[ADDRESS]


def test_mails_about_mandates_name_both_in_the_language_of_who_reads_them(german):
    holder = EnterpriseFactory(name="Fiduciaire Mosane SRL", names={"de": "Treuhand Maas GmbH"})
    mandate, actor = MandateFactory(client=german.enterprise, holder=holder), german.acting(german.gap)
    tell_proposed(actor=actor, mandate=mandate, to=german.enterprise)
    drain()
    (message,) = mail.outbox
    assert GERMAN in message.body
    assert "Treuhand Maas GmbH" in message.body


@pytest.fixture
def codes():
    words = {
        ("JuridicalForm", "610"): {"fr": "Société à responsabilité limitée", "nl": "Besloten vennootschap"},
        ("JuridicalForm", "017"): {"fr": "Association sans but lucratif"},
        ("Nace2025", "10711"): {"fr": "Boulangerie", "nl": "Bakkerij"},
        ("Nace2008", "10711"): {"fr": "Ancienne nomenclature"},
        ("JuridicalSituation", "000"): {"fr": "Situation normale"},
        ("JuridicalSituation", "050"): {"fr": "Ouverture de faillite", "nl": "Opening van het faillissement"},
    }
    for (category, code), descriptions in words.items():
        for language, description in descriptions.items():
            RegisterCode.objects.create(
                category=category, code=code, language=language, description=description
            )


BAKERY = {
    "kind": Enterprise.Kind.LEGAL_PERSON,
    "legal_form": "Société à responsabilité limitée",
    "legal_form_code": "610",
    "legal_situation_code": "000",
    "nace_version": "2025",
    "nace_code": "10711",
    "street": "Rue du Four",
    "house_number": "12",
    "box": "3",
    "postcode": "5000",
    "locality": "Namur",
}


@pytest.mark.parametrize(
    ("language", "form", "activity"),
    [
        ("fr", "Société à responsabilité limitée", "Boulangerie"),
        ("nl", "Besloten vennootschap", "Bakkerij"),
        ("en", "Société à responsabilité limitée", "Boulangerie"),
    ],
)
def test_its_form_and_activity_are_described(codes, language, form, activity):
    enterprise = EnterpriseFactory(**BAKERY)
    with translation.override(language), CaptureQueriesContext(connection) as queries:
        said = details_of(enterprise)
    assert (said.legal_form, said.activity, said.situation) == (form, activity, "")
    assert len(queries) == 1


@pytest.mark.parametrize("code", ["610", ""])
@pytest.mark.parametrize(
    ("language", "form"), [("fr", "Société à responsabilité limitée"), ("nl", "Besloten vennootschap")]
)
def test_a_form_shows_the_legal_form_in_its_language_even_when_only_its_french_name_is_known(
    codes, language, form, code
):
    enterprise = EnterpriseFactory(**BAKERY | {"legal_form_code": code})
    with translation.override(language), CaptureQueriesContext(connection) as queries:
        assert legal_form_of(enterprise) == form
    assert len(queries) == 1


def test_a_legal_form_that_is_not_known_is_shown_as_it_is(codes):
    with translation.override("nl"):
        assert legal_form_of(EnterpriseFactory(legal_form="Forme inconnue")) == "Forme inconnue"
        assert legal_form_of(EnterpriseFactory(legal_form="")) == ""


def test_only_an_unusual_situation_is_said(codes):
    bankrupt = EnterpriseFactory(**BAKERY | {"legal_situation_code": "050"})
    with translation.override("nl"):
        assert details_of(bankrupt).situation == "Opening van het faillissement"


def test_an_enterprise_entered_by_hand_shows_what_is_known():
    said = details_of(EnterpriseFactory(legal_form="SRL"))
    assert (said.legal_form, said.activity, said.address) == ("SRL", "", "")


def sole_trader(**changed: str) -> Enterprise:
    """Return somebody self-employed, with a closed, an unknown and an open place of work."""
    person = EnterpriseFactory(kind=Enterprise.Kind.NATURAL_PERSON, **changed)
    today = timezone.localdate()
    for number, closed, started_on, street in [
        ("2000000001", today, "2001-01-01", "Rue Fermée"),
        ("2000000002", None, "2002-01-01", ""),
        ("2000000003", None, "2003-01-01", "Rue Ouverte"),
        ("2000000004", None, "2004-01-01", "Rue Plus Récente"),
    ]:
        Establishment.objects.create(
            enterprise=person, number=number, stopped_on=closed, started_on=started_on, street=street
        )
    return person


def test_a_sole_trader_shows_where_they_work_and_says_so(client):
    member = MembershipFactory(enterprise=sole_trader())
    html = page_for(client, member.user, "dossiers:dashboard", space=member.enterprise.number)
    assert "Adresse de son établissement" in html
    assert "Rue Ouverte" in html
    assert "Personne physique" in html
    assert details_of(EnterpriseFactory(**BAKERY)).place is None


def test_the_page_of_a_space_says_everything(client, codes):
    member = MembershipFactory(enterprise=EnterpriseFactory(**BAKERY))
    html = page_for(client, member.user, "dossiers:dashboard", space=member.enterprise.number)
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("dossiers:dashboard", kwargs={"space": member.enterprise.number}))
    for words in ("Société à responsabilité limitée", "Rue du Four 12 boîte 3, 5000 Namur", "Active"):
        assert words in html
    assert len(queries) <= 12


def test_the_page_of_a_stopped_enterprise_says_since_when(client):
    member = MembershipFactory(enterprise__stopped_on=date(2020, 5, 4))
    html = page_for(client, member.user, "dossiers:dashboard", space=member.enterprise.number)
    assert "Activités arrêtées le 4 mai 2020" in html
