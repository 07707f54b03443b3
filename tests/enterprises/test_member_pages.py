"""Changing and ending accesses, knowing one's own rights, and being told that an access ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from enterprises.models import GapDesignation, Membership
from enterprises.rights.permissions import PERMISSION_LABELS
from monespace.outbox.testing import drain
from tests.enterprises.invitations import in_days
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import GapDesignationFactory, MembershipFactory
from tests.support.factories import PersonFactory
from tests.support.pages import parse

pytestmark = pytest.mark.django_db


def url(company, rest=""):
    return f"/espace/{company.enterprise.number}/{rest}"


def access_url(company, person, act):
    return url(company, f"membres/{Membership.objects.get(user=person, ended_at=None).pk}/{act}/")


def words(response, status=200):
    assert response.status_code == status
    return " ".join("".join(parse(response.content.decode()).find(".//main").itertext()).split())


@pytest.fixture
def gap(client, company):
    return force_sign_in(client, company.gap)


def test_gap_changes_the_role_and_the_person_is_told(client, company, gap):
    address = access_url(company, company.reader, "modifier")
    assert "Aujourd’hui : Lecteur" in words(client.get(address))
    wanted = {"role": "collaborateur", "ends_on": in_days(90).isoformat(), "reason": "Nouvelle fonction"}
    page = words(client.post(address, wanted, follow=True))
    assert "est modifié" in page
    assert company.acting(company.reader).role == "collaborateur"
    old, new = Membership.objects.filter(user=company.reader).order_by("created_at")
    assert (old.end_reason, old.ended_by) == ("Nouvelle fonction", company.gap)
    assert (new.ends_on, new.created_by) == (in_days(90), company.gap)
    drain()
    assert mail.outbox[-1].to == [company.reader.email]
    assert "Collaborateur" in mail.outbox[-1].body


def test_wrong_day_is_said_and_changes_nothing(client, company, gap):
    address = access_url(company, company.reader, "modifier")
    page = client.post(address, {"role": "lecteur", "ends_on": "2020-01-01"})
    assert "déjà passé" in words(page, 422)
    assert Membership.objects.filter(user=company.reader).count() == 1


def test_access_changed_meanwhile_is_not_changed_again(client, company, gap):
    address = access_url(company, company.reader, "modifier")
    wanted = {"role": "collaborateur", "ends_on": in_days(90).isoformat()}
    client.post(address, wanted)
    page = client.post(address, wanted | {"role": "proprietaire"})
    assert "a changé entre-temps" in words(page, 409)
    assert company.acting(company.reader).role == "collaborateur"


def test_gap_ends_an_access_with_a_reason(client, company, gap):
    address = access_url(company, company.reader, "terminer")
    assert "restent à l’entreprise" in words(client.get(address))
    assert "Indiquez en quelques mots pourquoi" in words(client.post(address, {"reason": ""}), 422)
    assert company.acting(company.reader)
    page = words(client.post(address, {"reason": "A quitté l’entreprise"}, follow=True))
    assert "a pris fin" in page
    assert Membership.objects.get(user=company.reader).end_reason == "A quitté l’entreprise"
    drain()
    assert "rien n’est perdu" in mail.outbox[-1].body


def test_gap_with_a_role_changes_everybody_but_themselves(client, company):
    GapDesignationFactory(enterprise=company.enterprise, user=company.owner, kind=GapDesignation.Kind.CO_GAP)
    force_sign_in(client, company.owner)
    page = client.get(url(company, "membres/")).content.decode()
    assert access_url(company, company.reader, "modifier") in page
    assert access_url(company, company.owner, "modifier") not in page
    for act in ("modifier", "terminer"):
        refusal = words(client.post(access_url(company, company.owner, act), {"reason": "x"}), 403)
        assert "Vous ne pouvez pas changer vos propres droits." in refusal


def test_access_of_another_enterprise_does_not_exist(client, company, gap):
    elsewhere = MembershipFactory()
    assert client.get(url(company, f"membres/{elsewhere.pk}/terminer/")).status_code == 404


@pytest.mark.parametrize(("who", "yes"), [("owner", 4), ("colleague", 3), ("reader", 2), ("gap", 2)])
def test_everybody_reads_what_they_may_do_and_who_can_help(
    client, company, who, yes, django_assert_max_num_queries
):
    force_sign_in(client, getattr(company, who))
    with django_assert_max_num_queries(12):
        response = client.get(url(company, "mes-droits/"))
    page = words(response)
    assert all(str(label) in page for label in PERMISSION_LABELS.values())
    assert page.count("Oui") == yes
    assert who in {"owner", "gap"} or company.owner.display_name in page


def test_refusal_leads_to_the_persons_rights(client, company):
    force_sign_in(client, company.reader)
    response = client.get(url(company, "invitations/nouvelle/"))
    assert response.status_code == 403
    assert url(company, "mes-droits/") in response.content.decode()


ENDINGS = {
    "ended": {"ended_at": timezone.now(), "end_reason": "départ"},
    "lapsed": {"ends_on": timezone.localdate() - timedelta(days=1)},
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_who_had_access_is_told_that_it_ended(client, company, ending, django_assert_max_num_queries):
    person = force_sign_in(client, PersonFactory())
    MembershipFactory(enterprise=company.enterprise, user=person, **ENDINGS[ending])
    for rest in ("", "dossiers/", "membres/"):
        with django_assert_max_num_queries(6):
            page = words(client.get(url(company, rest)), 403)
        assert "Votre accès à Boulangerie Lemaire SRL a pris fin le" in page
        assert "n’a pas été enregistré" not in page
        assert company.gap.display_name not in page


def test_former_gap_is_told_too_and_a_stranger_nothing(client, company):
    person = force_sign_in(client, PersonFactory())
    assert client.get(url(company)).status_code == 404
    GapDesignationFactory(
        enterprise=company.enterprise, user=person, kind=GapDesignation.Kind.CO_GAP, ended_at=timezone.now()
    )
    assert "a pris fin" in words(client.get(url(company)), 403)


def test_who_comes_back_enters_again(client, company):
    person = force_sign_in(client, PersonFactory())
    MembershipFactory(enterprise=company.enterprise, user=person, **ENDINGS["ended"])
    MembershipFactory(enterprise=company.enterprise, user=person)
    assert client.get(url(company)).status_code == 200
