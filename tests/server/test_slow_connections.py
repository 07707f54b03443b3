"""People whose connections are slow, or who want to be in the way, keep nobody else waiting."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.server.slow import KINDS, LARGE, PACE_SECONDS, SlowConnections
from tests.support import plain_http
from tests.support.pace import at_pace
from tests.support.web import PATIENCE, Web, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.django_db(transaction=True)
CONNECTIONS = 40
PAGES = 12
LONGEST_PAGE = 4.0  # seconds; nobody's patience is asked for


@pytest.fixture(scope="module")
def web(django_db_setup, tmp_path_factory) -> Iterator[Web]:
    """One process with its three threads, and a large file to be read slowly."""
    static = tmp_path_factory.mktemp("static")
    (static / "large.bin").write_bytes(bytes(20_000_000))
    with serving(tmp_path_factory.mktemp("web"), "--workers", "1", STATIC_ROOT=str(static)) as web:
        yield web


def host() -> str:
    return settings.SITE_URL.rpartition("/")[2]


def page(web: Web) -> float:
    """How long a page takes somebody else."""
    started = time.monotonic()
    answer = web.get("/connexion/", headers={"Host": host()}, timeout=PATIENCE)
    assert answer.status_code == 200
    return time.monotonic() - started


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_forty_connections_that_take_their_time_stop_nobody(web, kind):
    page(web)
    with SlowConnections(kind, CONNECTIONS, web.port, host()) as crowd:
        time.sleep(5 * PACE_SECONDS)  # some of their bytes arrive
        for _ in range(PAGES):
            assert page(web) < at_pace(LONGEST_PAGE)
        assert len(crowd.sockets) == CONNECTIONS


def test_a_kind_that_reads_no_answer_is_sent_more_than_the_system_keeps_for_it(web):
    """The one of ``KINDS`` would prove nothing with an answer that fits in the system's own buffers."""
    answer = plain_http.get(f"{web.url}{LARGE}", headers={"Host": host()})
    assert len(answer.content) == 20_000_000
