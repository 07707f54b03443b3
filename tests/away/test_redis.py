"""No page waits for Redis, nor fails without it."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

import pytest

from monespace.demo.places import passing_folder
from monespace.demo.servers import Redis
from tests.away.conftest import cookies_of
from tests.support.factories import AgentFactory, PersonFactory
from tests.support.pace import at_pace
from tests.support.web import serving

if TYPE_CHECKING:
    from tests.support.web import Web

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]
LONGEST = 3.0  # seconds
PAGES = ("/", "/demarches/", "/aide/", "/healthz/ready", "/metrics", "/espace/citoyen/", "/admin/")


def check(web: Web, person: dict[str, str], agent: dict[str, str]) -> None:
    for path in PAGES:
        began = time.monotonic()
        answer = web.get(path, cookies=agent if path == "/admin/" else person, timeout=60)
        assert (path, answer.status_code) == (path, 200)
        assert time.monotonic() - began < at_pace(LONGEST), path


def test_pages_go_on_while_redis_hangs_or_has_ended():
    person, agent = cookies_of(PersonFactory()), cookies_of(AgentFactory())
    with passing_folder("monespace-redis-") as folder, Redis(folder / "redis") as redis:
        options = {"REDIS_URL": redis.url, "ALLOWED_HOSTS": "127.0.0.1"}
        with serving(folder, "--workers", "1", **options) as web:
            check(web, person, agent)
            redis.process.send_signal(signal.SIGSTOP)
            check(web, person, agent)
            redis.process.send_signal(signal.SIGCONT)
            redis.stop()
            check(web, person, agent)
