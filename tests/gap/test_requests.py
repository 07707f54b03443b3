"""Asking for access and answering: who sees what, who is told, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from enterprises.models import AccessRequest, Membership
from enterprises.requests.errors import AlreadyInside, OwnRequest, RequestClosed, TooManyRequests
from enterprises.requests.services import (
    MOST_OPEN,
    MOST_PER_DAY,
    decline_request,
    grant_request,
    request_access,
    withdraw_request,
)
from enterprises.rights.permissions import Role
from enterprises.rights.terms import Terms
from monespace.common.errors import Forbidden
from monespace.mail.models import Mail
from tests.gap.test_designations import mails, named, tags
from tests.gap.test_pages import said, text
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import EnterpriseFactory, MembershipFactory
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db


def days():
    """From today on for a month, at the time of asking: a run may go past midnight."""
    return {"starts_on": timezone.localdate(), "ends_on": timezone.localdate() + timedelta(days=30)}


def given():
    return {
        "terms": Terms(role=Role.LECTEUR, ends_on=days()["ends_on"]),
        "starts_on": days()["starts_on"],
    }


def ask(firm, person=None, role=Role.PROPRIETAIRE):
    person = person or PersonFactory(last_name="Mathieu")
    return request_access(actor=person, enterprise=firm.enterprise, role=role, message="Je suis comptable.")


def test_managers_are_told_without_the_persons_name(managed):
    request = ask(managed)
    assert ask(managed, request.requested_by) == request
    told = [to for template, to in mails() if template == "access_requested"]
    assert sorted(told) == sorted(person.email for person in managed.managers())
    assert not Mail.objects.filter(text__contains="Mathieu").exists()
    assert tags(managed.enterprise) == ["access.requested"]


def test_manager_grants_another_role_and_the_person_is_in(managed):
    request = ask(managed)
    gap = managed.acting(named(managed, "Hermans"))
    grant_request(actor=gap, access_request=request, **given())
    assert managed.acting(request.requested_by).role == Role.LECTEUR
    request.refresh_from_db()
    assert (request.granted_role, request.answered_by) == (Role.LECTEUR, gap.user)
    assert ("access_granted", request.requested_by.email) in mails()
    with pytest.raises(RequestClosed):
        decline_request(actor=gap, access_request=request, reason="Trop tard")


def test_manager_declines_and_the_person_reads_why(client, managed):
    request = ask(managed)
    decline_request(actor=managed.acting(named(managed, "Wauters")), access_request=request, reason="Inconnu")
    assert ("access_declined", request.requested_by.email) in mails()
    force_sign_in(client, request.requested_by)
    assert "Refusée Inconnu" in text(client.get("/espaces/mes-demandes/"))
    assert ask(managed, request.requested_by) != request


def test_nobody_answers_their_own_request_nor_without_the_right(managed):
    gap = named(managed, "Hermans")
    own = ask(managed, gap)
    with pytest.raises(OwnRequest):
        grant_request(actor=managed.acting(gap), access_request=own, **given())
    owner = MembershipFactory(enterprise=managed.enterprise).user
    with pytest.raises(Forbidden):
        grant_request(actor=managed.acting(owner), access_request=own, **given())
    assert not Membership.objects.filter(user=gap).exists()


def test_withdrawn_request_is_answered_by_nobody_and_withdrawn_by_its_author_only(managed):
    request = ask(managed)
    withdraw_request(actor=PersonFactory(), access_request=request)
    assert AccessRequest.objects.open().exists()
    withdraw_request(actor=request.requested_by, access_request=request)
    withdraw_request(actor=request.requested_by, access_request=request)
    assert tags(managed.enterprise) == ["access.requested", "access.withdrawn"]
    gap = managed.acting(named(managed, "Hermans"))
    with pytest.raises(RequestClosed):
        grant_request(actor=gap, access_request=request, **given())


def test_member_asks_for_nothing_and_one_person_not_for_everything(firm):
    with pytest.raises(AlreadyInside):
        ask(firm, MembershipFactory(enterprise=firm.enterprise).user)
    person = PersonFactory()
    for _ in range(MOST_OPEN):
        request_access(actor=person, enterprise=EnterpriseFactory(), role=Role.LECTEUR, message="Bonjour")
    with pytest.raises(TooManyRequests):
        ask(firm, person)


def test_who_takes_requests_back_asks_no_more_than_so_often_a_day(firm):
    person = PersonFactory()
    for _ in range(MOST_PER_DAY):
        withdraw_request(actor=person, access_request=ask(firm, person))
    assert not AccessRequest.objects.open().exists()
    with pytest.raises(TooManyRequests):
        ask(firm, person)
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        assert ask(firm, person).requested_by == person


def test_request_is_sent_and_answered_on_the_pages(client, managed):
    person = force_sign_in(client, PersonFactory(first_name="Lucas", last_name="Mathieu"))
    number = managed.enterprise.number
    found = client.post("/espaces/mon-entreprise/chercher/", {"text": "atelier du bois"})
    assert f"/espaces/mon-entreprise/{number}/demande/" in found.content.decode()
    asking = client.get(f"/espaces/mon-entreprise/{number}/demande/")
    assert "Cette entreprise a un gestionnaire d’accès" in text(asking)
    assert "Hermans" not in text(asking)
    typed = {"role": "proprietaire", "message": "Je suis comptable."}
    assert (
        client.post(f"/espaces/mon-entreprise/{number}/demande/", typed)["Location"]
        == "/espaces/mes-demandes/"
    )
    request = AccessRequest.objects.get(requested_by=person)
    force_sign_in(client, named(managed, "Hermans"))
    assert "1 demande d’accès attend" in text(client.get(f"/espace/{number}/membres/"))
    there = f"/espace/{number}/demandes/{request.pk}/"
    assert "Lucas Mathieu" in text(client.get(there))
    assert client.post(there, {"answer": "decline"}).status_code == 422
    answer = {"answer": "grant", "role": "lecteur", **days()}
    done = client.post(there, answer)
    assert said(done) == ["Votre réponse est enregistrée, et la personne en est informée par e-mail."]
    assert managed.acting(person).role == Role.LECTEUR


def test_without_manager_the_request_waits_and_says_what_helps(client, firm):
    person = force_sign_in(client, PersonFactory())
    page = client.get(f"/espaces/mon-entreprise/{firm.enterprise.number}/demande/")
    assert "Personne ne gère encore les accès" in text(page)
    ask(firm, person)
    assert "Personne ne gère encore les accès" in text(client.get("/espaces/mes-demandes/"))


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_leave_one(managed):
    request = ask(managed)
    gap, co_gap = (managed.acting(named(managed, name)) for name in ("Hermans", "Wauters"))
    results = race(
        lambda: grant_request(actor=gap, access_request=request, **given()),
        lambda: decline_request(actor=co_gap, access_request=request, reason="Non"),
    )
    assert sorted(type(one).__name__ for one in results) == ["AccessRequest", "RequestClosed"]
