"""A system announces outages of the démarches of its services: limits grow, people are told, once."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from django.urls import reverse

from dossiers.clients.verbs import Verb
from dossiers.models import Outage
from monespace.journal.models import Event
from monespace.outbox.testing import drain
from tests.api.caller import Caller, problem
from tests.api.factories import ClientFactory, token_of
from tests.api.scene import issues
from tests.deadlines.scene import THIRTY_DAYS, deadline_row, sent, version_with
from tests.support.client import force_sign_in
from tests.support.factories import AgentFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db
TEXTS = {"fr": "Panne d’essai.", "de": "Probeausfall."}


@pytest.fixture
def version(time_machine):
    time_machine.move_to("2026-03-12 10:00+01:00", tick=False)
    return version_with(**THIRTY_DAYS)


@pytest.fixture
def slug(version):
    return version.demarche.slug


@pytest.fixture
def system(db):
    return ClientFactory(name="PRIMES")


@pytest.fixture
def caller(version, system):
    return Caller(token_of(system))


def announce(caller, *slugs, key='"une"', without=(), **changes):
    said = {
        "beganOn": "2026-03-10",
        "endedOn": "2026-03-12",
        "demarches": list(slugs),
        "extraDays": 10,
        "cause": TEXTS,
        "legalBasis": {"fr": "Décret.", "de": "Dekret.", "nl": "Decreet."},
    } | changes
    said = {name: value for name, value in said.items() if name not in without}
    return caller.post("outages", said, Idempotency_Key=key)


def test_limits_of_its_demarche_grow_and_of_no_other(caller, system, version, slug):
    other = sent(version_with(**THIRTY_DAYS), date(2026, 3, 2))
    met = sent(version, date(2026, 3, 2))
    answer = announce(caller, slug)
    assert answer.status_code == 201
    drain()
    assert deadline_row(met).due_on == date(2026, 4, 11)
    assert deadline_row(other).due_on == date(2026, 4, 1)
    outage = Outage.objects.get()
    assert (outage.announced_by_client, outage.announced_by, outage.demarches) == (system, None, [slug])
    event = Event.objects.get(tag="outage.announced")
    assert (event.actor_type, event.actor_id, event.facts["dossiers"]) == ("client", str(system.pk), 1)
    read = caller.get(answer["Location"].partition("/api/v1/")[2])
    assert (read.json(), read["ETag"]) == (answer.json(), answer["ETag"])


def test_supervisors_see_which_system_announced(caller, slug, client):
    announce(caller, slug)
    force_sign_in(client, AgentFactory(group="supervisor"), level=500, method="eid")
    assert "PRIMES (système)" in client.get(reverse("admin:outages")).content.decode()


def test_the_same_sent_again_is_one(caller, slug):
    assert announce(caller, slug).content == announce(caller, slug).content
    assert problem(announce(caller, slug, extraDays=11)) == (422, "idempotencyKeyReused")
    assert Outage.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"endedOn": "2026-03-09"}, "endedOn"),
        ({"endedOn": "2027-03-12"}, "endedOn"),
        ({"beganOn": "10/03/2026"}, "beganOn"),
        ({"extendedTo": "2026-04-30"}, "extraDays"),
        ({"without": ["extraDays"]}, "extraDays"),
        ({"without": ["extraDays"], "extendedTo": "2026-03-11"}, "extendedTo"),
        ({"extraDays": 0}, "extraDays"),
        ({"extraDays": 366}, "extraDays"),
        ({"cause": {"fr": "Panne."}}, "cause.de"),
        ({"cause": {"fr": "\u200b", "de": "Panne"}}, "cause.fr"),
        ({"cause": TEXTS | {"nl": "x" * 301}}, "cause.nl"),
        ({"without": ["legalBasis"]}, "legalBasis"),
        ({"demarches": []}, "demarches"),
        ({"demarches": ["inconnue"]}, "demarches"),
        ({"forAll": True}, "forAll"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_cannot_be_announced_is_named(caller, slug, changes, where):
    assert issues(announce(caller, slug, **changes)) == [("body", where)]
    assert not Outage.objects.exists()
    assert announce(caller, slug).status_code == 201


@pytest.mark.parametrize("terms", [{"services": ["another"]}, {"demarches": ["another"]}])
def test_what_a_system_does_not_reach_is_refused_as_what_there_is_not(caller, slug, terms):
    outside = Caller(token_of(ClientFactory(**terms)))
    refused = announce(outside, slug)
    assert issues(refused) == [("body", "demarches")]
    unknown = announce(outside, "inconnue").json()["issues"]
    assert unknown == [refused.json()["issues"][0] | {"value": ["inconnue"]}]
    assert announce(caller, slug).status_code == 201


def test_outages_have_a_scope_of_their_own_and_are_read_by_who_announced(caller, system, slug):
    others = [one for one in Verb if one != Verb.OUTAGES]
    without = Caller(token_of(system, *others))
    assert problem(announce(without, slug)) == (403, "missingScope")
    href = announce(caller, slug).json()["href"].partition("/api/v1/")[2]
    assert caller.get(href).status_code == 200
    assert problem(Caller(token_of(ClientFactory())).get(href)) == (404, "resourceNotFound")


def test_a_system_announces_few_outages_a_day(caller, slug, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"announce_outage": (1, 3600)}
    assert announce(caller, slug).status_code == 201
    assert problem(announce(caller, slug, key='"deux"')) == (429, "tooManyRequests")


@pytest.mark.django_db(transaction=True)
def test_of_the_same_outage_sent_at_once_one_counts(system):
    slug, token = version_with(**THIRTY_DAYS).demarche.slug, token_of(system)
    answers = race(*(partial(announce, Caller(token), slug) for _ in range(3)))
    assert {one.status_code for one in answers} <= {201, 409}
    assert Outage.objects.count() == 1
