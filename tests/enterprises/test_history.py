"""The history of accesses, and the members as a file."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from enterprises.invitations.answer_services import accept_invitation
from enterprises.invitations.services import revoke
from enterprises.mandates.services import end_mandate
from enterprises.members.services import change_membership, end_membership
from enterprises.models import AccessRequest, Mandate
from enterprises.requests.services import decline_request, grant_request
from enterprises.rights.checks import enter
from enterprises.rights.permissions import Role
from enterprises.rights.terms import Terms
from monespace.common.levels import Level
from monespace.common.spreadsheets import harmless
from tests.enterprises.histories import history_of
from tests.enterprises.invitations import ADDRESS, in_days, invited, received_link, terms
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import GapDesignationFactory, MandateFactory, MembershipFactory
from tests.support.factories import PersonFactory
from tests.support.pages import parse

pytestmark = pytest.mark.django_db


def page(client, company, query=""):
    response = client.get(f"/espace/{company.enterprise.number}/membres/historique/{query}")
    assert response.status_code == 200
    return " ".join("".join(parse(response.content.decode()).find(".//main").itertext()).split())


def entries_of(company, name):
    return [entry for entry in history_of(company.enterprise) if entry.who == name]


def test_ended_access_says_by_whom_and_why(client, company):
    membership = company.enterprise.memberships.get(user=company.reader)
    end_membership(actor=company.acting(company.gap), membership=membership, reason="A quitté l’entreprise")
    force_sign_in(client, company.gap)
    shown = page(client, company)
    assert company.reader.display_name in shown
    assert f"par {company.gap.display_name} A quitté l’entreprise" in shown


def test_changed_access_keeps_both_periods_the_latest_first(company):
    membership = company.enterprise.memberships.get(user=company.reader)
    change_membership(actor=company.acting(company.gap), membership=membership, terms=terms(), reason="")
    new, old = entries_of(company, company.reader.display_name)
    assert (new.what, new.ended_on, new.given_by) == ("Collaborateur", None, company.gap)
    assert (old.what, old.ended_by, old.reason) == ("Lecteur", company.gap, "Accès modifié")


def test_access_past_its_last_day_has_ended_by_itself(company):
    membership = company.enterprise.memberships.get(user=company.reader)
    with time_machine.travel(timezone.now() + timedelta(days=710), tick=False):
        (entry,) = entries_of(company, company.reader.display_name)
    assert (entry.ended_on, entry.ended_by) == (membership.ends_on, None)
    assert entry.reason == "Dernier jour passé"


def test_designation_is_part_of_it(company):
    (entry,) = entries_of(company, company.gap.display_name)
    assert (entry.what, entry.ended_on) == ("Gestionnaire d’accès principal", None)


def test_invitation_is_part_of_it_once_it_came_to_nothing(company):
    invitation = invited(company)
    assert entries_of(company, ADDRESS) == []
    with time_machine.travel(invitation.expires_at + timedelta(days=1), tick=False):
        (expired,) = entries_of(company, ADDRESS)
    assert expired.reason == "Expirée"
    assert expired.ended_on == timezone.localdate(invitation.expires_at)
    revoke(actor=company.acting(company.gap), invitation=invitation, reason="Erreur")
    (revoked,) = entries_of(company, ADDRESS)
    assert (revoked.reason, revoked.ended_by) == ("Annulée (Erreur)", company.gap)


def test_an_access_says_how_it_came_about(company):
    person = PersonFactory()
    invitation = invited(company, email=person.email, name=person.display_name)
    accept_invitation(actor=person, token=received_link(person.email))
    asker = PersonFactory()
    request = AccessRequest.objects.create(
        enterprise=company.enterprise, requested_by=asker, role=Role.LECTEUR
    )
    grant_request(
        actor=company.acting(company.gap),
        access_request=request,
        terms=Terms(role=Role.COLLABORATEUR, ends_on=in_days(100)),
        starts_on=timezone.localdate(),
    )
    (by_invitation,) = entries_of(company, person.display_name)
    assert (by_invitation.why, by_invitation.given_by) == ("Invitation acceptée", invitation.created_by)
    (by_request,) = entries_of(company, asker.display_name)
    assert (by_request.what, by_request.why, by_request.given_by) == (
        "Collaborateur",
        "Demande acceptée",
        company.gap,
    )


def test_a_refused_request_is_part_of_it_with_its_reason(company):
    asker = PersonFactory()
    request = AccessRequest.objects.create(
        enterprise=company.enterprise, requested_by=asker, role=Role.LECTEUR
    )
    assert entries_of(company, asker.display_name) == []
    decline_request(actor=company.acting(company.gap), access_request=request, reason="Inconnu ici")
    (entry,) = entries_of(company, asker.display_name)
    assert (entry.what, entry.ended_by) == ("Demande d’accès, Lecteur", company.gap)
    assert entry.reason == "Refusée (Inconnu ici)"


class TestMandates:
    """The mandates of an enterprise, whichever side it is on."""

    def test_both_sides_see_it_and_name_only_their_own_people(self, company):
        other = GapDesignationFactory(enterprise__name="Fiduciaire Mosane SRL")
        mandate = MandateFactory(
            client=company.enterprise,
            holder=other.enterprise,
            proposed_by=company.gap,
            accepted_by=other.user,
        )
        (given,) = entries_of(company, "Fiduciaire Mosane SRL")
        assert (given.what, given.given_by, given.ended_on) == (
            "Mandat donné, Propriétaire",
            company.gap,
            None,
        )
        actor = enter(other.user, other.enterprise.number, level=Level.EID, method="eid")
        end_mandate(actor=actor, mandate=mandate, reason="Fin de mission")
        (given,) = entries_of(company, "Fiduciaire Mosane SRL")
        assert (given.ended_by, given.reason) == (None, "Fin de mission")
        (held,) = [e for e in history_of(other.enterprise) if e.who == company.enterprise.name]
        assert (held.what, held.given_by, held.ended_by) == (
            "Mandat reçu, Propriétaire",
            other.user,
            other.user,
        )

    def test_a_proposal_is_part_of_it_once_it_came_to_nothing(self, company):
        waiting = {"client": company.enterprise, "accepted_at": None, "accepted_by": None}
        mandate = MandateFactory(**waiting, holder__name="Comptable")
        assert entries_of(company, "Comptable") == []
        Mandate.objects.filter(pk=mandate.pk).update(declined_at=timezone.now())
        (refused,) = entries_of(company, "Comptable")
        assert refused.reason == "Refusé"

    def test_one_past_its_last_day_has_ended_by_itself(self, company):
        mandate = MandateFactory(client=company.enterprise, holder__name="Comptable")
        with time_machine.travel(timezone.now() + timedelta(days=310), tick=False):
            (entry,) = entries_of(company, "Comptable")
        assert (entry.ended_on, entry.ended_by) == (mandate.ends_on, None)
        assert entry.reason == "Dernier jour passé"


def test_long_history_comes_in_pages_and_in_few_queries(client, company, django_assert_max_num_queries):
    for _ in range(60):
        MembershipFactory(enterprise=company.enterprise)
    force_sign_in(client, company.gap)
    with django_assert_max_num_queries(12):
        first = page(client, company)
    assert "1 à 20 sur 64" in first
    pages = "".join(page(client, company, f"?page={number}") for number in range(2, 5))
    assert "Gestionnaire d’accès principal" in first + pages


def exported(client, company):
    response = client.get(f"/espace/{company.enterprise.number}/membres/export.csv")
    assert response.status_code == 200
    assert response.content.startswith("\ufeff".encode())
    assert f"membres-{company.enterprise.number}.csv" in response["Content-Disposition"]
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_file_has_one_line_for_each_member(client, company):
    force_sign_in(client, company.gap)
    head, *lines = exported(client, company)
    assert head[:3] == ["Nom", "Prénom", "Rôle"]
    assert [line[0] for line in lines] == ["Collignon", "El Amrani", "Hermans", "Wauters"]
    reader, manager = lines[0], lines[2]
    membership = company.enterprise.memberships.get(user=company.reader)
    assert reader[2:5] == ["Lecteur", membership.starts_on.isoformat(), membership.ends_on.isoformat()]
    assert manager[2:] == ["", "", "", "", "", "Gestionnaire d’accès principal", ""]


def test_file_holds_no_formula(client, company):
    company.reader.first_name = '=HYPERLINK("http://exemple.be")'
    company.reader.save()
    force_sign_in(client, company.gap)
    assert exported(client, company)[1][1] == '\'=HYPERLINK("http://exemple.be")'


@pytest.mark.parametrize("value", ["=1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_what_starts_a_formula_is_made_text(value):
    assert harmless(value) == f"'{value}"
    assert harmless(f"a{value}") == f"a{value}"


def test_both_are_for_who_manages_the_accesses(client, company):
    for address in ("historique/", "export.csv"):
        for person, status in ((company.gap, 200), (company.owner, 403), (company.reader, 403)):
            force_sign_in(client, person)
            response = client.get(f"/espace/{company.enterprise.number}/membres/{address}")
            assert response.status_code == status
