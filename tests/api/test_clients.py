"""Supervisors connect systems of services, say what each may do, roll secrets over and disable them."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from dossiers.clients import errors
from dossiers.clients.services import Terms, change, register
from dossiers.clients.verbs import Verb
from dossiers.models import Client, ClientSecret
from helpdesk.clients.services import register_client
from monespace.common.authors import SYSTEM
from monespace.common.errors import Forbidden
from monespace.common.tokens import TOKEN, digest
from monespace.journal.models import Event
from tests.api.factories import ClientFactory, ClientSecretFactory, token_of
from tests.gap.test_pages import said, text
from tests.handling.factories import SERVICE
from tests.submission.factories import DemarcheVersionFactory
from tests.support.client import force_sign_in
from tests.support.factories import AgentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def demarche(db):
    return DemarcheVersionFactory().demarche.slug


@pytest.fixture
def supervisor(db):
    return AgentFactory(group="supervisor")


@pytest.fixture
def at_work(client, supervisor):
    force_sign_in(client, supervisor, level=500, method="eid")
    return client


def typed(**changes):
    day = timezone.localdate() + timedelta(days=90)
    return {
        "number": str(uuid4()),
        "name": "Gestion des primes",
        "services": [SERVICE],
        "reach": "all",
        "verbs": [Verb.READ.value],
        "networks": "192.0.2.7/24\n2001:db8::/32",
        "expires_on": day.isoformat(),
    } | changes


def terms(demarche, **changes):
    return Terms(
        **{
            "name": "Gestion",
            "services": [SERVICE],
            "demarches": [demarche],
            "verbs": [Verb.READ],
            "networks": [],
            "expires_on": timezone.localdate(),
        }
        | changes
    )


def test_a_system_is_connected_once_and_its_secret_is_shown_once(at_work, supervisor, demarche):
    sent = typed()
    first = text(at_work.post(reverse("admin:new_client"), sent))
    secret = TOKEN.search(first)[0]
    made = Client.objects.get(pk=sent["number"])
    assert ClientSecret.objects.get(client=made).digest == digest(secret)
    assert (made.services, made.demarches, made.verbs) == ([SERVICE], None, [Verb.READ.value])
    assert made.networks == ["192.0.2.0/24", "2001:db8::/32"]
    again = at_work.post(reverse("admin:new_client"), sent, follow=True)
    assert "ne se lit qu’une fois" in " ".join(said(again))
    assert secret not in again.content.decode()
    assert Client.objects.count() == ClientSecret.objects.count() == 1
    told = list(Event.objects.about(made).values_list("tag", "actor_id"))
    assert told == [("client.registered", str(supervisor.pk)), ("client.secret_added", str(supervisor.pk))]
    assert secret not in str(list(Event.objects.about(made).values_list("facts", flat=True)))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"services": []}, "Choisissez au moins un service."),
        ({"reach": "some"}, "Cochez au moins une démarche."),
        ({"verbs": []}, "Choisissez au moins une action."),
        ({"networks": "chez nous"}, "Un des réseaux n’en est pas un."),
        ({"expires_on": "2020-01-01"}, "Choisissez un dernier jour à partir d’aujourd’hui"),
        ({"name": " "}, "Indiquez le nom du système."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_connected(at_work, demarche, changes, message):
    answer = at_work.post(reverse("admin:new_client"), typed(**changes))
    assert answer.status_code == 422
    assert message in text(answer)
    assert not Client.objects.exists()


def test_what_a_system_may_do_changes_and_is_journaled_once(at_work, demarche):
    found = ClientFactory()
    page = reverse("admin:change_client", args=[found.pk])
    sent = typed(number=str(found.pk), name="Autre nom", reach="some", demarches=[demarche], networks="")
    for _twice in range(2):
        answer = at_work.post(page, sent, follow=True)
        assert "dès la prochaine requête" in " ".join(said(answer))
    assert "Prime d’essai" in text(answer)
    found.refresh_from_db()
    assert (found.name, found.demarches, found.networks) == ("Autre nom", [demarche], [])
    assert Event.objects.about(found).get().tag == "client.changed"


def test_an_expired_system_keeps_its_day_while_something_else_changes(demarche):
    yesterday = timezone.localdate() - timedelta(days=1)
    found = ClientFactory(expires_on=yesterday)
    change(actor=SYSTEM, client_id=found.pk, terms=terms(demarche, expires_on=yesterday))
    with pytest.raises(errors.ExpiryRefused):
        change(
            actor=SYSTEM, client_id=found.pk, terms=terms(demarche, expires_on=yesterday - timedelta(days=1))
        )


@pytest.mark.parametrize(
    "changes",
    [
        {"services": ["inconnu"]},
        {"services": []},
        {"demarches": ["inconnue"]},
        {"demarches": []},
        {"verbs": []},
    ],
)
def test_a_system_reaches_what_its_services_handle_and_nothing_else(demarche, changes):
    register(actor=SYSTEM, client_id=uuid4(), terms=terms(demarche))
    with pytest.raises(errors.ReachRefused):
        register(actor=SYSTEM, client_id=uuid4(), terms=terms(demarche, **changes))


def test_a_secret_is_rolled_over_with_two_at_once(at_work):
    old = ClientSecretFactory()
    add = reverse("admin:add_client_secret", args=[old.client_id])
    number = str(uuid4())
    shown = text(at_work.post(add, {"number": number}))
    assert ClientSecret.objects.get(pk=number).digest == digest(TOKEN.search(shown)[0])
    assert "ne se lit qu’une fois" in " ".join(said(at_work.post(add, {"number": number}, follow=True)))
    third = at_work.post(add, {"number": str(uuid4())}, follow=True)
    assert "Deux secrets sont déjà valables." in " ".join(said(third))
    end = reverse("admin:end_client_secret", args=[old.client_id, old.pk])
    for _twice in range(2):
        assert "n’est plus valable" in " ".join(said(at_work.post(end, follow=True)))
    assert list(old.client.secrets.standing()) == [ClientSecret.objects.get(pk=number)]
    tags = list(Event.objects.about(old.client).values_list("tag", flat=True))
    assert tags == ["client.secret_added", "client.secret_ended"]


def test_the_database_refuses_a_third_secret():
    old = ClientSecretFactory()
    ClientSecretFactory(client=old.client, slot=2)
    for slot in (2, 3):
        with pytest.raises(IntegrityError), transaction.atomic():
            ClientSecretFactory(client=old.client, slot=slot)


def test_a_disabled_system_is_out_and_does_not_change_any_more(at_work, demarche):
    secret = ClientSecretFactory()
    token_of(secret.client)
    page = reverse("admin:disable_client", args=[secret.client_id])
    for _twice in range(2):
        assert "ce système n’entre plus" in " ".join(said(at_work.post(page, follow=True)))
    assert "Désactivés" in text(at_work.get(reverse("admin:clients")))
    assert Event.objects.about(secret.client).get().tag == "client.disabled"
    with pytest.raises(errors.ClientDisabled):
        change(actor=SYSTEM, client_id=secret.client_id, terms=terms(demarche))
    refused = at_work.post(reverse("admin:add_client_secret", args=[secret.client_id]), {"number": uuid4()})
    assert refused.status_code == 302
    assert secret.client.secrets.count() == 1


def test_the_right_is_asked_again_in_the_transaction(supervisor, demarche):
    register_client(actor=supervisor, client_id=uuid4(), terms=terms(demarche))
    supervisor.groups.clear()
    supervisor = type(supervisor).objects.get(pk=supervisor.pk)
    with pytest.raises(Forbidden):
        register_client(actor=supervisor, client_id=uuid4(), terms=terms(demarche))


def test_a_secret_of_another_system_cannot_be_ended(at_work):
    mine, other = ClientSecretFactory(), ClientSecretFactory()
    assert at_work.post(reverse("admin:end_client_secret", args=[mine.client_id, mine.pk])).status_code == 302
    address = reverse("admin:end_client_secret", args=[mine.client_id, other.pk])
    assert at_work.post(address).status_code == 404
    other.refresh_from_db()
    assert other.ended_at is None
