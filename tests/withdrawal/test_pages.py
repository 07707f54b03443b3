"""The page of withdrawing: it says what that means, and nothing happens before the button is pressed."""

import re

import pytest
from django.urls import reverse

from dossiers.models import Dossier, Withdrawal
from dossiers.states import OPEN, State
from enterprises.rights.permissions import Role
from tests.submission.factories import (
    DeliveryFactory,
    DraftFactory,
    SentDossierFactory,
    SubmissionFactory,
)
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    return force_sign_in(client, PersonFactory())


def url(name, dossier, space="citoyen"):
    return reverse(f"dossiers:{name}", kwargs={"space": space, "dossier_id": dossier.pk})


def text_of(response, status=200):
    assert response.status_code == status
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_page_says_what_a_withdrawal_means_and_a_visit_withdraws_nothing(client, person):
    dossier = SubmissionFactory(dossier__owner_user=person).dossier
    text = text_of(client.get(url("withdraw", dossier)))
    for words in ("ne prendra pas de décision", "Vous ne pourrez pas annuler le retrait", dossier.reference):
        assert words in text
    assert Dossier.objects.get().state == State.SUBMITTED


def test_person_withdraws_and_reads_that_it_is_done_and_why(client, person):
    dossier = SubmissionFactory(dossier__owner_user=person, dossier__state=State.IN_PROGRESS).dossier
    answer = client.post(url("withdraw", dossier), {"reason": "  Erreur <de> ma part\u200b. "})
    assert (answer.status_code, answer["Location"]) == (302, url("detail", dossier))
    text = text_of(client.get(answer["Location"]))
    for words in ("La demande est retirée.", "Cette demande est retirée", "Erreur &lt;de&gt; ma part."):
        assert words in text
    assert "Retirer la demande" not in text
    assert Withdrawal.objects.get().reason == "Erreur <de> ma part."


def test_withdrawing_twice_is_no_error(client, person):
    dossier = SubmissionFactory(dossier__owner_user=person).dossier
    for reason in ("Une fois", "Deux fois"):
        assert client.post(url("withdraw", dossier), {"reason": reason}).status_code == 302
    assert Withdrawal.objects.get().reason == "Une fois"


def test_reason_that_is_too_long_comes_back_and_nothing_is_withdrawn(client, person):
    dossier = SubmissionFactory(dossier__owner_user=person).dossier
    long = "mot " * 300
    answer = client.post(url("withdraw", dossier), {"reason": long})
    assert answer.status_code == 422
    assert long.strip() in answer.content.decode()
    assert Dossier.objects.get().state == State.SUBMITTED


def test_decision_made_meanwhile_is_shown_instead(client, person):
    dossier = SubmissionFactory(dossier__owner_user=person, dossier__state=State.ACCEPTED).dossier
    assert client.get(url("withdraw", dossier))["Location"] == url("detail", dossier)
    answer = client.post(url("withdraw", dossier), {"reason": ""})
    assert "ne peut plus être retiré" in text_of(client.get(answer["Location"]))
    assert Dossier.objects.get().state == State.ACCEPTED


def test_draft_is_deleted_and_not_withdrawn(client, person):
    draft = DraftFactory(owner_user=person)
    assert client.get(url("withdraw", draft))["Location"] == url("detail", draft)
    answer = client.post(url("withdraw", draft))
    assert "il n’y a rien à retirer" in text_of(client.get(answer["Location"]))
    assert "Retirer cette demande" not in text_of(client.get(url("detail", draft)))


@pytest.mark.parametrize("state", sorted(OPEN))
def test_way_to_withdraw_is_offered_as_long_as_it_is_possible(client, person, state):
    open_one = SubmissionFactory(dossier__owner_user=person, dossier__state=state).dossier
    assert url("withdraw", open_one) in client.get(url("detail", open_one)).content.decode()
    ended = SubmissionFactory(dossier__owner_user=person, dossier__state=State.REFUSED).dossier
    assert url("withdraw", ended) not in client.get(url("detail", ended)).content.decode()


@pytest.mark.parametrize(("role", "status"), [(Role.PROPRIETAIRE, 200), (Role.COLLABORATEUR, 403)])
def test_page_is_for_who_may_send_in_the_name_of_the_enterprise(client, role, status):
    membership = MembershipFactory(role=role)
    number = membership.enterprise.number
    dossier = SentDossierFactory(
        owner_user=None, owner_enterprise=membership.enterprise, created_by=membership.user
    )
    force_sign_in(client, membership.user)
    assert client.get(url("withdraw", dossier, number)).status_code == status
    offered = url("withdraw", dossier, number) in client.get(url("detail", dossier, number)).content.decode()
    assert offered is (status == 200)


def test_withdrawn_dossier_promises_nothing_more(client, person):
    submission = DeliveryFactory(submission__dossier__owner_user=person).submission
    awaited = "Transmission au service compétent"
    assert awaited in text_of(client.get(url("detail", submission.dossier)))
    assert "Ce qui se passe maintenant" in text_of(client.get(url("receipt", submission.dossier)))
    client.post(url("withdraw", submission.dossier))
    assert awaited not in text_of(client.get(url("detail", submission.dossier)))
    receipt = text_of(client.get(url("receipt", submission.dossier)))
    assert "Ce qui se passe maintenant" not in receipt
    assert submission.dossier.reference in receipt
