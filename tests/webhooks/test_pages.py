"""Supervisors say where a system is told of what, roll its secrets over, and send a period again."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from dossiers.clients.errors import ClientDisabled
from dossiers.models import Endpoint, EndpointSecret
from dossiers.states import DossierEvent
from dossiers.webhooks import errors
from dossiers.webhooks.reasons import Reason
from dossiers.webhooks.services import MOST_ENDPOINTS, add_endpoint, change_endpoint
from helpdesk.webhooks import services
from monespace.common.authors import SYSTEM
from monespace.common.crypto import decrypt
from monespace.common.errors import Forbidden
from monespace.journal.models import Event
from monespace.outbox.models import Lane, Message
from tests.api.factories import ClientFactory
from tests.gap.test_pages import said, text
from tests.support.client import force_sign_in
from tests.support.factories import AgentFactory
from tests.webhooks.factories import EndpointFactory, EndpointSecretFactory

pytestmark = pytest.mark.django_db
SECRET = re.compile(r"whsec_[A-Za-z0-9+/]{43}=")
URL = "https://service.exemple.be/webhooks"


@pytest.fixture
def supervisor(db):
    return AgentFactory(group="supervisor")


@pytest.fixture
def at_work(client, supervisor):
    force_sign_in(client, supervisor, level=500, method="eid")
    return client


def typed(**changes):
    return {"number": str(uuid4()), "url": URL, "event_types": ["submitted", "withdrawn"]} | changes


def page(name, endpoint, **named):
    return reverse(f"admin:{name}", kwargs={"endpoint_id": endpoint.pk} | named)


def told_of(client):
    return list(Event.objects.about(client).values_list("tag", flat=True))


def test_an_address_is_added_once_and_its_secret_is_shown_once(at_work, supervisor):
    system = ClientFactory()
    address, sent = reverse("admin:new_endpoint", args=[system.pk]), typed()
    shown = text(at_work.post(address, sent))
    secret = SECRET.search(shown)[0]
    made = Endpoint.objects.get(pk=sent["number"])
    assert (made.client, made.url, made.event_types) == (system, URL, ["submitted", "withdrawn"])
    kept = EndpointSecret.objects.get(endpoint=made).sealed_secret
    assert decrypt(kept) == secret != kept
    again = at_work.post(address, sent, follow=True)
    assert "ne se lit qu’une fois" in " ".join(said(again))
    assert secret not in again.content.decode()
    assert Endpoint.objects.count() == EndpointSecret.objects.count() == 1
    assert told_of(system) == ["client.endpoint_added", "client.endpoint_secret_added"]
    event = Event.objects.about(system).first()
    assert (event.actor_id, event.facts["url"]) == (str(supervisor.pk), URL)
    assert "whsec_" not in str(list(Event.objects.values_list("facts", flat=True)))
    assert URL in text(at_work.get(reverse("admin:client", args=[system.pk])))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"url": ""}, "Indiquez l’adresse du système."),
        ({"url": "http://service.exemple.be/"}, "qui commence par https://"),
        ({"url": "https://moi:motdepasse@service.exemple.be/"}, "sans nom d’utilisateur, mot de passe"),
        ({"url": "https://192.168.1.20/webhooks"}, "mène à un réseau interne"),
        ({"event_types": []}, "Choisissez au moins un événement."),
        ({"event_types": ["discarded"]}, "Sélectionnez un choix valide"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_added(settings, at_work, changes, message):
    settings.DEMO = False
    sent = typed(**changes)
    answer = at_work.post(reverse("admin:new_endpoint", args=[ClientFactory().pk]), sent)
    assert answer.status_code == 422
    assert message in text(answer)
    assert sent["url"] in answer.content.decode()
    assert not Endpoint.objects.exists()


def test_where_and_what_a_system_is_told_changes_and_is_journaled_once(at_work):
    endpoint = EndpointFactory()
    other = "https://autre.exemple.be/recevoir"
    sent = typed(url=other, event_types=["accepted"])
    for _twice in range(2):
        answer = at_work.post(page("change_endpoint", endpoint), sent, follow=True)
        assert "dès le prochain envoi" in " ".join(said(answer))
    endpoint.refresh_from_db()
    assert (endpoint.url, endpoint.event_types) == (other, ["accepted"])
    assert told_of(endpoint.client) == ["client.endpoint_changed"]


def test_an_address_is_disabled_and_enabled_for_a_reason(at_work):
    endpoint = EndpointFactory()
    without = at_work.post(page("disable_endpoint", endpoint), {"reason": ""})
    assert (without.status_code, "Choisissez un motif." in text(without)) == (422, True)
    for _twice in range(2):
        answer = at_work.post(page("disable_endpoint", endpoint), {"reason": "suspect"}, follow=True)
        assert "plus rien ne part" in " ".join(said(answer))
    assert "Motif : Doute sur l’adresse ou sur un secret." in text(answer)
    assert "(désactivée)" in text(at_work.get(reverse("admin:client", args=[endpoint.client_id])))
    for _twice in range(2):
        at_work.post(page("enable_endpoint", endpoint), {"reason": "repaired"})
    endpoint.refresh_from_db()
    assert (endpoint.disabled_at, endpoint.disabled_for) == (None, "")
    assert told_of(endpoint.client) == ["client.endpoint_disabled", "client.endpoint_enabled"]
    reasons = Event.objects.about(endpoint.client).values_list("facts__reason", flat=True)
    assert list(reasons) == ["suspect", "repaired"]


def test_a_secret_is_rolled_over_with_two_that_sign(at_work):
    endpoint = EndpointFactory()
    [old] = endpoint.secrets.all()
    last = at_work.post(page("end_endpoint_secret", endpoint, secret_id=old.pk), follow=True)
    assert "C’est le dernier secret de cette adresse" in " ".join(said(last))
    add, number = page("add_endpoint_secret", endpoint), str(uuid4())
    shown = SECRET.search(text(at_work.post(add, {"number": number})))[0]
    assert decrypt(EndpointSecret.objects.get(pk=number).sealed_secret) == shown
    assert "ne se lit qu’une fois" in " ".join(said(at_work.post(add, {"number": number}, follow=True)))
    third = at_work.post(add, {"number": str(uuid4())}, follow=True)
    assert "Deux secrets sont déjà valables." in " ".join(said(third))
    for _twice in range(2):
        ended = at_work.post(page("end_endpoint_secret", endpoint, secret_id=old.pk), follow=True)
        assert "ne signe plus rien" in " ".join(said(ended))
    old.refresh_from_db()
    assert (bool(old.ended_at), old.sealed_secret) == (True, "")
    assert told_of(endpoint.client) == ["client.endpoint_secret_added", "client.endpoint_secret_ended"]


def test_a_secret_of_another_address_cannot_be_ended(at_work):
    mine, other = EndpointFactory(), EndpointFactory()
    EndpointSecretFactory(endpoint=other, slot=2)
    address = page("end_endpoint_secret", mine, secret_id=other.secrets.first().pk)
    assert at_work.post(address).status_code == 404
    assert other.secrets.standing().count() == 2


def test_the_database_refuses_a_third_secret_and_one_that_ended_and_still_signs():
    endpoint = EndpointFactory()
    EndpointSecretFactory(endpoint=endpoint, slot=2)
    for slot in (2, 3):
        with pytest.raises(IntegrityError), transaction.atomic():
            EndpointSecretFactory(endpoint=endpoint, slot=slot)
    with pytest.raises(IntegrityError), transaction.atomic():
        endpoint.secrets.filter(slot=2).update(ended_at=timezone.now())


def test_a_system_has_ten_addresses_at_most_and_none_once_it_is_disabled():
    system = ClientFactory()
    new = {"actor": SYSTEM, "client_id": system.pk, "url": URL, "event_types": ["submitted"]}
    for _one in range(MOST_ENDPOINTS):
        add_endpoint(endpoint_id=uuid4(), **new)
    with pytest.raises(errors.TooManyEndpoints):
        add_endpoint(endpoint_id=uuid4(), **new)
    endpoint = system.endpoints.first()
    type(system).objects.update(disabled_at=timezone.now())
    with pytest.raises(ClientDisabled):
        add_endpoint(endpoint_id=uuid4(), **new | {"client_id": system.pk})
    with pytest.raises(ClientDisabled):
        change_endpoint(actor=SYSTEM, endpoint_id=endpoint.pk, url=URL, event_types=["accepted"])


def test_the_right_is_asked_again_in_the_transaction(supervisor):
    endpoint = EndpointFactory()
    services.disable_endpoint(actor=supervisor, endpoint_id=endpoint.pk, reason="asked")
    supervisor.groups.clear()
    supervisor = type(supervisor).objects.get(pk=supervisor.pk)
    with pytest.raises(Forbidden):
        services.enable_endpoint(actor=supervisor, endpoint_id=endpoint.pk, reason="asked")


def given_up(endpoint, count=1, code="http_503"):
    now = timezone.now()
    for _one in range(count):
        Message.objects.create(
            topic="webhook.send",
            payload={"dossier_id": str(uuid4()), "version": 1, "endpoint": endpoint.pk.hex},
            lane=endpoint.lane,
            attempts=10,
            failed_at=now,
            last_error=code,
        )


def test_an_address_that_is_not_reached_any_more_is_on_the_list_of_what_failed(at_work):
    fine, dead, gone = EndpointFactory(), EndpointFactory(), EndpointFactory()
    Endpoint.objects.filter(pk=gone.pk).update(disabled_at=timezone.now(), disabled_for=Reason.GONE)
    before = text(at_work.get(reverse("admin:failures")))
    assert (dead.client.name in before, gone.client.name in before) == (False, True)
    given_up(dead, 3)
    shown = text(at_work.get(reverse("admin:failures")))
    assert "le portail n’essaie plus seul" in shown
    assert "son adresse n’existe plus (410)" in shown
    assert (dead.url in shown, gone.url in shown, fine.url in shown) == (True, True, False)
    assert "webhook.send" not in shown
    assert "3 événements, le premier du" in text(at_work.get(page("endpoint", dead)))
    for expected in ("3 événements repartent.", "Plus rien n’attendait"):
        answer = at_work.post(page("retry_events", dead), follow=True)
        assert expected in " ".join(said(answer))
    assert dead.url not in text(at_work.get(reverse("admin:failures")))
    assert told_of(dead.client) == ["client.events_retried"]


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        ("http_301", "renvoie vers une autre adresse"),
        ("http_401", "Le système refuse l’envoi."),
        ("http_500", "Le système a une panne."),
        ("ReadTimeout", "ne répond pas à temps"),
        ("address_not_public", "mène à un réseau interne"),
        ("http_199", "autre chose qu’un accord"),
    ],
)
def test_the_page_of_an_address_says_why_nothing_arrives(at_work, code, cause):
    endpoint = EndpointFactory()
    assert "Aucun" in text(at_work.get(page("endpoint", endpoint)))
    given_up(endpoint, code=code)
    assert cause in text(at_work.get(page("endpoint", endpoint)))


@pytest.mark.parametrize("what", ["address", "system"])
def test_what_a_supervisor_disabled_waits_for_nobody(at_work, what):
    endpoint = EndpointFactory()
    given_up(endpoint)
    assert endpoint.url in text(at_work.get(reverse("admin:failures")))
    if what == "address":
        at_work.post(page("disable_endpoint", endpoint), {"reason": "down"})
    else:
        at_work.post(reverse("admin:disable_client", args=[endpoint.client_id]))
    assert endpoint.url not in text(at_work.get(reverse("admin:failures")))


@pytest.mark.parametrize(("minutes", "is_told"), [(5, True), (-5, False)])
def test_the_page_of_an_address_tells_a_pause_while_it_lasts(at_work, minutes, is_told):
    endpoint = EndpointFactory()
    until = timezone.now() + timedelta(minutes=minutes)
    Lane.objects.create(name=endpoint.lane, failures=5, paused_until=until)
    assert ("laisse le système tranquille" in text(at_work.get(page("endpoint", endpoint)))) is is_told


def test_what_waits_for_a_system_is_named_by_it(at_work):
    endpoint = EndpointFactory()
    Message.objects.create(
        topic="webhook.send",
        payload={"dossier_id": str(uuid4()), "version": 1, "endpoint": endpoint.pk.hex},
        lane=endpoint.lane,
        available_at=timezone.now() - timedelta(minutes=5),
    )
    shown = text(at_work.get(reverse("admin:failures")))
    assert f"Événements aux systèmes reliés {endpoint.client.name}" in shown
    assert endpoint.pk.hex not in shown


def test_every_event_has_words(at_work):
    words = text(at_work.get(reverse("admin:new_endpoint", args=[ClientFactory().pk])))
    assert "Reçu par le service" in words
    assert str(DossierEvent.TAKE_UP) not in words
