"""Whatever keeps PostgreSQL away, every page answers within three seconds, and works once it is back."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import psycopg
import pytest

from tests.away.asking import PAGES, ask, check_away, check_probes, wait_until_back
from tests.away.passage import State
from tests.away.ways import WAYS
from tests.support import plain_http
from tests.support.pages import parse

pytestmark = pytest.mark.processes


def test_every_page_says_within_three_seconds_that_it_is_away_and_works_once_it_is_back(portal):
    wait_until_back(portal)
    for way, (go, come_back) in WAYS.items():
        go(portal)
        for kind in PAGES:
            check_away(*ask(portal, kind), kind, way)
        check_probes(portal)
        time.sleep(1)  # whoever comes next tries whether it is back
        with ThreadPoolExecutor(12) as people:  # more than a process has threads
            for answer, seconds in people.map(lambda _: ask(portal, "space"), range(24)):
                check_away(answer, seconds, "space", way)
        come_back(portal)
        wait_until_back(portal)


def test_a_request_that_runs_when_it_goes_away_is_answered_too(portal):
    """It waits for a lock, which it may for five seconds: the server is there."""
    for go, come_back in (WAYS[way] for way in ("dropped", "hanging", "killed")):
        with ThreadPoolExecutor(1) as somebody, sessions_held(portal) as wait_for_somebody:
            asked = somebody.submit(ask, portal, "space")
            wait_for_somebody()
            time.sleep(1.5)  # the server is asked whether it is there, and the statement waits on
            assert not asked.done()
            gone_at = time.monotonic()
            go(portal)
            check_away(asked.result()[0], time.monotonic() - gone_at, "space")
            come_back(portal)
        wait_until_back(portal)


def test_a_form_is_given_back_and_may_be_sent_again_once_it_is_back(portal):
    address, origin = f"{portal.web.url}{portal.step}", {"Origin": portal.web.url}
    with plain_http.client(timeout=60, cookies=portal.cookies, headers=origin) as browser:
        typed = inputs_of(browser.get(address).text) | {"surnom": 'L’été <b>& "encore"', "action": "save"}
        portal.passage.become(State.REFUSED)
        away = browser.post(address, data=typed)
        check_away(away, 0, "step")
        assert "Ce que vous venez d’envoyer n’est pas enregistré" in away.text
        again = inputs_of(away.text)
        assert again == typed
        from_elsewhere = browser.post(address, data=typed, headers={"Origin": "https://ailleurs.example"})
        check_away(from_elsewhere, 0, "step")
        assert "été" not in from_elsewhere.text
        with_file = browser.post(address, data=typed, files={"preuve": ("preuve.txt", b"preuve")})
        check_away(with_file, 0, "step")
        assert "ne garde pas les documents" in with_file.text
        assert inputs_of(with_file.text) == {}
        portal.passage.become(State.OPEN)
        wait_until_back(portal)
        assert browser.post(address, data=again).status_code == 302
        assert inputs_of(browser.get(address).text)["surnom"] == typed["surnom"]


def inputs_of(page: str) -> dict[str, str]:
    """Return what the page's form would send, but for its buttons."""
    inputs = parse(page).xpath("//main//form//input[@name]")
    return {
        one.get("name"): one.get("value", "") for one in inputs if one.get("type") not in {"radio", "file"}
    }


@contextmanager
def sessions_held(portal):
    """Have whoever is signed in wait; give what waits until somebody does."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    with suppress(psycopg.OperationalError), psycopg.connect(portal.postgres.url) as holder:
        holder.execute("LOCK TABLE accounts_session")

        def wait() -> None:
            while not holder.execute(waiting).fetchone()[0]:
                time.sleep(0.02)

        yield wait
