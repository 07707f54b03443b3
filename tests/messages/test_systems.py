"""A service whose own system reads and writes messages: people can write, and each side sees who wrote."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.clients.actors import actor_of as system_actor
from dossiers.clients.verbs import Verb
from dossiers.messages.services import write_to_person
from dossiers.messages.standing import Standing, standing_of
from dossiers.models import Dossier, Message
from dossiers.states import State
from helpdesk.dossiers.content import read_content
from tests.api.factories import ClientFactory
from tests.api.scene import examined_here
from tests.handling.factories import SERVICE, CaseFactory
from tests.messages.factories import letter
from tests.messages.test_pages import send, text, url
from tests.submission.factories import SentDossierFactory
from tests.support.client import force_sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clamd")]


@pytest.fixture
def dossier(db):
    """A dossier that the service has in a system of its own, and nowhere else."""
    return SentDossierFactory(state=State.RECEIVED)


def write(dossier, name="PRIMES", words="Votre facture est illisible."):
    actor = system_actor(ClientFactory(name=name), frozenset(Verb))
    return write_to_person(actor=actor, dossier_id=dossier.pk, letter=letter(words))


def test_people_write_where_a_system_reads_and_see_the_service_that_answers(client, dossier):
    force_sign_in(client, dossier.owner_user)
    assert "ne répond pas sur cette page" in text(client.get(url(dossier)))
    write(dossier)
    page = text(client.get(url(dossier)))
    assert "Service des primes Nouveau" in page
    assert "PRIMES" not in page
    assert "Service des primes Service des primes" not in page
    assert send(client, dossier, "La voici.").status_code == 302
    assert [one.text for one in Message.objects.order_by("number")][1:] == ["La voici."]


def test_officers_see_which_system_wrote(client, officer):
    case = CaseFactory(dossier__state=State.IN_PROGRESS)
    write(case.dossier)
    force_sign_in(client, officer.user, level=500, method="eid")
    client.post(reverse("admin:open_case", args=[case.pk]))
    page = text(client.get(reverse("admin:case_conversation", args=[case.pk])))
    assert "PRIMES (système) Service des primes" in page


def test_agents_read_in_the_history_which_system_acted_and_people_which_service(client, officer):
    dossier = examined_here()
    write(dossier)
    force_sign_in(client, dossier.owner_user)
    detail = text(client.get(reverse("dossiers:detail", args=["citoyen", dossier.pk])))
    assert "Message du service compétent" in detail
    assert "PRIMES" not in detail
    force_sign_in(client, officer.user, level=500, method="eid")
    client.post(reverse("admin:open_case", args=[dossier.pk]))
    history = text(client.get(reverse("admin:case", args=[dossier.pk])))
    assert re.search(r"Message du service compétent – [\d/ :]+, PRIMES \(système\)", history)
    read = read_content(Dossier.objects.get(pk=dossier.pk))
    assert "PRIMES (système)" in [entry.who for entry in read.entries]


@pytest.mark.parametrize(
    ("terms", "standing"),
    [
        (dict, Standing.OPEN),
        (lambda: {"verbs": [Verb.READ]}, Standing.ELSEWHERE),
        (lambda: {"services": ["another"]}, Standing.ELSEWHERE),
        (lambda: {"services": ["another", SERVICE]}, Standing.OPEN),
        (lambda: {"demarches": ["another"]}, Standing.ELSEWHERE),
        (lambda: {"expires_on": timezone.localdate() - timedelta(days=1)}, Standing.ELSEWHERE),
        (lambda: {"disabled_at": timezone.now()}, Standing.ELSEWHERE),
    ],
)
def test_messages_are_read_by_a_system_that_may(dossier, terms, standing):
    ClientFactory(**terms())
    assert standing_of(dossier)[0] is standing


def test_a_system_of_this_demarche_reads_once_it_has_the_dossier(dossier):
    on_its_way = SentDossierFactory(demarche_version=dossier.demarche_version)
    ClientFactory(demarches=[dossier.demarche_version.demarche.slug])
    assert standing_of(dossier)[0] is Standing.OPEN
    assert standing_of(on_its_way)[0] is Standing.AWAITED
