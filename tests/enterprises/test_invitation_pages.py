"""The pages of invitations, for who sends them and for who answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from enterprises.invitations.closed import CLOSED_PAGES, AcceptanceRefusal
from enterprises.invitations.models import Standing
from enterprises.models import Invitation, Membership
from monespace.outbox.testing import drain
from tests.enterprises.invitations import ADDRESS, in_days, invited, received_link
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import InvitationFactory, leave_vacant
from tests.support.factories import PersonFactory
from tests.support.pages import parse

pytestmark = pytest.mark.django_db

LINK = "/invitation/un-lien/"
FORM = {"email": ADDRESS, "name": "Ann Peeters", "role": "lecteur", "language": "de", "message": "Bonjour"}


@pytest.fixture
def gap(client, company):
    return force_sign_in(client, company.gap)


def url(company, rest):
    return f"/espace/{company.enterprise.number}/{rest}"


def words(response, status=200):
    assert response.status_code == status
    return " ".join("".join(parse(response.content.decode()).find(".//main").itertext()).split())


def filled(**changed):
    return FORM | {"ends_on": in_days(100).isoformat()} | changed


def test_gap_invites_from_the_members_page(client, company, gap):
    assert "Inviter une personne" in words(client.get(url(company, "membres/")))
    assert in_days(730).isoformat() in client.get(url(company, "invitations/nouvelle/")).content.decode()
    page = client.post(url(company, "invitations/nouvelle/"), filled(), follow=True)
    assert f"L’invitation est envoyée à {ADDRESS}" in words(page)
    assert "En attente de réponse" in words(page)
    invitation = Invitation.objects.get()
    assert (invitation.role, invitation.ends_on, invitation.language) == ("lecteur", in_days(100), "de")
    drain()
    assert "Guten Tag Ann Peeters" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"email": "ann"}, "adresse e-mail complète"),
        ({"role": ""}, "Choisissez un rôle."),
        ({"ends_on": "2020-01-01"}, "déjà passé"),
        ({"ends_on": "2090-01-01"}, "au plus cinq ans"),
    ],
)
def test_wrong_answers_are_said_and_nothing_typed_is_lost(client, company, gap, wrong, said):
    page = client.post(url(company, "invitations/nouvelle/"), filled(**wrong))
    assert said in words(page, 422)
    assert 'value="Ann Peeters"' in page.content.decode()
    assert not Invitation.objects.exists()


def test_what_the_enterprise_refuses_is_said_beside_the_address(client, company, gap):
    for address, said in [
        (company.reader.email, "déjà un accès"),
        (company.gap.email, "ne pouvez pas vous inviter vous-même"),
    ]:
        assert said in words(client.post(url(company, "invitations/nouvelle/"), filled(email=address)), 422)
    client.post(url(company, "invitations/nouvelle/"), filled())
    page = client.post(url(company, "invitations/nouvelle/"), filled(email=ADDRESS.upper()))
    assert "déjà une invitation en cours" in words(page, 422)


def test_proof_of_an_hour_ago_does_not_invite(client, company):
    old = timezone.now() - timedelta(hours=1)
    force_sign_in(client, company.gap, authenticated_at=old)
    response = client.get(url(company, "invitations/nouvelle/"))
    assert response.status_code == 302
    assert "fresh=1" in response["Location"]


@pytest.mark.usefixtures("gap")
@pytest.mark.parametrize(
    ("act", "button", "standing"),
    [
        ("renvoyer", "Renvoyer l’invitation", Standing.WAITING),
        ("annuler", "Annuler l’invitation", Standing.REVOKED),
    ],
)
def test_sending_again_and_revoking_ask_first(client, company, act, button, standing):
    invitation = invited(company)
    address = url(company, f"invitations/{invitation.pk}/{act}/")
    page = words(client.get(address))
    assert button in page
    assert ADDRESS in page
    assert words(client.post(address, {"reason": "Erreur d’adresse"}, follow=True))
    changed = Invitation.objects.get()
    assert changed.standing == standing
    assert changed.token_digest != invitation.token_digest or standing == Standing.REVOKED


def test_gap_sees_under_which_name_it_was_accepted_and_decides(client, company, gap):
    jean = PersonFactory(first_name="Jean", last_name="Dupont")
    InvitationFactory(
        enterprise=company.enterprise,
        created_by=company.gap,
        expected_name="Ann Peeters",
        accepted_at=timezone.now(),
        accepted_by=jean,
    )
    invitation = Invitation.objects.get()
    assert "Acceptée par Jean Dupont" in words(client.get(url(company, "membres/")))
    address = url(company, f"invitations/{invitation.pk}/confirmer/")
    page = words(client.get(address))
    assert "Jean Dupont" in page
    assert "Ann Peeters" in page
    assert "a commencé" in words(client.post(address, {"answer": "confirm"}, follow=True))
    assert company.acting(jean).role == "collaborateur"
    assert client.get(address).status_code == 302


def test_gap_refuses_somebody_else(client, company, gap):
    invitation = InvitationFactory(
        enterprise=company.enterprise,
        created_by=company.gap,
        accepted_at=timezone.now(),
        accepted_by=PersonFactory(),
    )
    address = url(company, f"invitations/{invitation.pk}/confirmer/")
    assert "n’a pas reçu d’accès" in words(client.post(address, {"answer": "refuse"}, follow=True))
    assert Membership.objects.count() == 3


def test_invitation_of_another_enterprise_does_not_exist(client, company, gap):
    other = InvitationFactory()
    assert client.get(url(company, f"invitations/{other.pk}/renvoyer/")).status_code == 404


def test_visitor_reads_who_invites_then_signs_in(client, company):
    InvitationFactory(enterprise=company.enterprise, created_by=company.gap, token="un-lien", language="nl")
    page = client.get(LINK)
    assert company.gap.display_name in words(page)
    assert "Boulangerie Lemaire SRL" in words(page)
    assert 'lang="nl"' in page.content.decode()
    assert f"/connexion/?next={LINK.replace('/', '%2F')}" in page.content.decode()
    response = client.post(LINK, {"answer": "accept"})
    assert response["Location"].startswith("/connexion/?next=")
    assert Invitation.objects.open().exists()


def test_invitee_accepts_and_arrives_in_the_space(client, company):
    ann = force_sign_in(client, PersonFactory(first_name="Ann", last_name="Peeters"))
    invited(company, name="Peeters Ann")
    address = f"/invitation/{received_link()}/"
    assert "Vous répondez sous l’identité de Ann Peeters" in words(client.get(address))
    page = client.post(address, {"answer": "accept"}, follow=True)
    assert page.redirect_chain[-1][0] == url(company, "")
    assert "Bienvenue" in words(page)
    assert company.acting(ann)
    assert "Vous avez déjà accepté cette invitation" in words(client.get(address))


def test_somebody_else_is_told_that_the_gap_confirms(client, company):
    force_sign_in(client, PersonFactory())
    invited(company, name="Ann Peeters")
    address = f"/invitation/{received_link()}/"
    assert "L’invitation est au nom de Ann Peeters." in words(client.get(address))
    assert "Votre réponse est enregistrée" in words(client.post(address, {"answer": "accept"}, follow=True))


def test_declining_needs_no_sign_in(client, company):
    invited(company)
    address = f"/invitation/{received_link()}/"
    assert "Vous avez décliné" in words(client.post(address, {"answer": "decline", "reason": "Pas moi"}))
    assert Invitation.objects.get().decline_reason == "Pas moi"
    assert "a été déclinée" in words(client.get(address), 410)


def test_meaningless_answer_leads_back_to_the_invitation(client):
    InvitationFactory(token="un-lien")
    assert client.post(LINK, {"answer": "perhaps"})["Location"] == LINK


CLOSED = {
    AcceptanceRefusal.DECLINED: {"declined_at": timezone.now()},
    AcceptanceRefusal.REVOKED: {"revoked_at": timezone.now()},
    AcceptanceRefusal.EXPIRED: {"expires_at": timezone.now() - timedelta(days=1)},
    AcceptanceRefusal.STOPPED: {"enterprise__stopped_on": timezone.localdate()},
}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("refusal", CLOSED)
def test_each_closed_invitation_has_its_own_page(client, refusal, method):
    force_sign_in(client, PersonFactory())
    InvitationFactory(token="un-lien", **CLOSED[refusal])
    page = CLOSED_PAGES[refusal]
    said = words(getattr(client, method)(LINK, {"answer": "accept"}), page.status)
    for part in (page.title, page.happened, page.to_do):
        assert " ".join(str(part).split()) in said


def test_unknown_link_says_to_look_for_the_latest_mail(client):
    assert "dernier e-mail d’invitation" in words(client.get("/invitation/rien/"), 404)


def test_used_link_names_nobody(client, company):
    invited(company, name="Ann Peeters")
    address = f"/invitation/{received_link()}/"
    first = force_sign_in(client, PersonFactory(last_name="Premier"))
    client.post(address, {"answer": "accept"})
    client.logout()
    force_sign_in(client, PersonFactory())
    said = words(client.get(address), 410)
    assert "a déjà servi" in said
    assert first.last_name not in said


def test_invitation_of_a_former_gap_says_so(client, company):
    invited(company)
    address = f"/invitation/{received_link()}/"
    leave_vacant(company.enterprise)
    assert "ne gère plus les accès" in words(client.get(address), 410)


def test_sender_and_member_have_their_own_pages(client, company):
    invited(company)
    address = f"/invitation/{received_link()}/"
    force_sign_in(client, company.gap)
    assert "votre propre invitation" in words(client.post(address, {"answer": "accept"}), 403)
    force_sign_in(client, company.reader)
    assert "Vous avez déjà accès à cette entreprise" in words(client.get(address), 409)


def test_pages_cost_few_queries(client, company, gap, django_assert_max_num_queries):
    for rank in range(5):
        invited(company, email=f"personne{rank}@ailleurs.be")
    address = f"/invitation/{received_link('personne0@ailleurs.be')}/"
    for page in (url(company, "membres/"), url(company, "invitations/nouvelle/"), address):
        with django_assert_max_num_queries(9):
            client.get(page)
