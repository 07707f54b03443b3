"""Limits hold over processes, say when to come back, keep no address, and need no Redis to go on."""

from __future__ import annotations

import socket
import time
from uuid import uuid4

import pytest
from django.conf import settings as portal
from django.test import Client
from structlog.testing import capture_logs

from monespace.common import rate_limits
from monespace.common import rate_limits as counters_module
from monespace.common.rate_limits import (
    LOCAL_KEYS,
    Count,
    Counters,
    LocalCounters,
    TooOften,
    consume,
    refusals,
)
from tests.support.client import force_sign_in
from tests.support.factories import PersonFactory
from tests.support.pace import at_pace
from tests.support.redis_patience import OF_PEOPLE

LOGIN = "/accounts/saml/fas/login/"
ACS = "/accounts/saml/fas/acs/"


@pytest.fixture
def limits(settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {
        "sign_in_begin": (2, 60),
        "sign_in_answer": (2, 60),
        "find_enterprise": (2, 3600),
    }


@pytest.fixture
def dead_redis(settings, monkeypatch):
    """A Redis that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.COUNTERS_URL = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        monkeypatch.setattr(rate_limits, "PATIENCE_SECONDS", OF_PEOPLE)
        monkeypatch.setattr(rate_limits, "counters", Counters())
        yield server


@pytest.mark.django_db
@pytest.mark.usefixtures("limits", "simulators")
def test_sign_ins_from_one_address_are_limited_and_others_go_on(client):
    answers = [client.get(LOGIN, {"method": "itsme"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 60
    assert "Attendez 1 minute," in answers[-1].content.decode()
    assert client.get(LOGIN, {"method": "itsme"}, REMOTE_ADDR="192.0.2.7").status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("limits", "simulators")
def test_answers_from_one_address_are_limited(client):
    answers = [client.post(ACS, {"SAMLResponse": "%%%"}).status_code for _ in range(3)]
    assert answers == [400, 400, 429]
    assert client.post(ACS, {"SAMLResponse": "%%%"}, REMOTE_ADDR="192.0.2.7").status_code == 400


@pytest.mark.django_db
@pytest.mark.usefixtures("limits")
def test_searches_of_the_register_are_limited_for_each_person(client):
    find = "/espaces/mon-entreprise/chercher/"
    force_sign_in(client, PersonFactory())
    answers = [client.post(find, {"text": "boulangerie"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    refused = answers[-1].content.decode()
    assert 'value="boulangerie"' in refused
    assert "attendez 60 minutes, puis envoyez" in refused
    assert 0 < int(answers[-1]["Retry-After"]) <= 3600
    other = Client()
    force_sign_in(other, PersonFactory())
    assert other.post(find, {"text": "boulangerie"}).status_code == 200


@pytest.mark.usefixtures("limits")
def test_processes_share_what_they_count(monkeypatch):
    who = uuid4()
    for _process in range(2):
        monkeypatch.setattr(rate_limits, "counters", Counters())
        consume("find_enterprise", who)
    monkeypatch.setattr(rate_limits, "counters", Counters())
    with pytest.raises(TooOften) as refused:
        consume("find_enterprise", who)
    assert 3590 < refused.value.retry_after <= 3600


@pytest.mark.usefixtures("limits")
def test_counting_starts_anew_when_the_time_is_over(settings):
    settings.RATE_LIMITS = {"find_enterprise": (1, 3600)}
    consume("find_enterprise", "somebody")
    with pytest.raises(TooOften):
        consume("find_enterprise", "somebody")
    redis = counters_module._redis(portal.COUNTERS_URL)
    (key,) = redis.scan_iter(f"{portal.COUNTERS_PREFIX}:find_enterprise:*")
    redis.pexpire(key, 1)
    while redis.exists(key):
        time.sleep(0.001)
    consume("find_enterprise", "somebody")
    with pytest.raises(TooOften):
        consume("find_enterprise", "somebody")


def test_less_than_a_second_to_wait_is_told_as_one(limits, monkeypatch):
    monkeypatch.setattr(rate_limits.counters, "add", lambda _key, _seconds: Count(3, 0.05))
    with pytest.raises(TooOften) as refused:
        consume("find_enterprise", "somebody")
    assert refused.value.retry_after == 1


@pytest.mark.usefixtures("limits")
def test_redis_and_logs_do_not_learn_who():
    with capture_logs() as logs:
        for _ in range(4):
            with pytest.raises(TooOften) if _ > 1 else capture_logs():
                consume("sign_in_begin", "203.0.113.9")
    redis = counters_module._redis(portal.COUNTERS_URL)
    keys = list(redis.scan_iter(f"{portal.COUNTERS_PREFIX}:*"))
    assert len(keys) == 2
    assert not any(b"203.0.113.9" in key for key in keys)
    assert all(redis.ttl(key) > 0 for key in keys)
    reached = [entry for entry in logs if entry["event"] == "rate_limit_reached"]
    assert [entry["action"] for entry in reached] == ["sign_in_begin"]
    assert "203.0.113.9" not in str(logs)


@pytest.mark.usefixtures("limits")
def test_redis_that_does_not_answer_costs_one_short_wait_and_limits_still_hold(dead_redis):
    began = time.monotonic()
    consume("find_enterprise", "somebody")
    consume("find_enterprise", "somebody")
    with pytest.raises(TooOften):
        consume("find_enterprise", "somebody")
    assert time.monotonic() - began < at_pace(0.5)
    dead_redis.setblocking(False)
    dead_redis.accept()[0].close()
    with pytest.raises(BlockingIOError):  # asked once
        dead_redis.accept()


@pytest.mark.django_db
@pytest.mark.usefixtures("limits", "dead_redis", "simulators")
def test_sign_in_begins_without_redis(client, dead_redis):
    dead_redis.close()
    assert client.get(LOGIN, {"method": "itsme"}).status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("limits")
def test_refusals_are_in_the_metrics(client):
    assert refusals()["sign_in_answer"] == 0
    for _ in range(4):
        client.post(ACS, {"SAMLResponse": "%%%"})
    page = client.get("/metrics", REMOTE_ADDR="127.0.0.1").content.decode()
    assert 'monespace_rate_limit_refusals_total{action="sign_in_answer"} 2' in page


def test_counting_in_the_process_takes_bounded_memory():
    counters = LocalCounters()
    for number in range(LOCAL_KEYS + 50):
        counters.add(str(number), 60)
    assert len(counters._counts) == LOCAL_KEYS
    assert counters.add(str(LOCAL_KEYS + 49), 60).number == 2
    assert counters.add("0", 60).number == 1
