"""Parts of the portal that stop: the receipt still comes at once, the dossier is delivered exactly once."""

from __future__ import annotations

import signal
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psutil
import pytest

from tests.journeys.outside import PATIENCE, within
from tests.support.pace import at_pace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.portal import RunningPortal

pytestmark = [pytest.mark.browser, pytest.mark.processes]

AT_ONCE = 2.0
RECOVERY = 25
WEB_PROCESSES = 2
WORKER_PROCESSES = 2
PARTS = {"redis": "redis-server", "relay": "manage.py relay", "worker": "monespace worker"}


def processes(portal: RunningPortal, words: str) -> list[psutil.Process]:
    """Return the demo's processes with these words in their command line."""
    children = psutil.Process(portal.process.pid).children(recursive=True)
    return [one for one in children if words in " ".join(one.cmdline())]


@contextmanager
def paused(portal: RunningPortal, words: str) -> Iterator[None]:
    """Stop processes from doing anything, then let them go on."""
    stopped = processes(portal, words)
    assert stopped, f"no process runs « {words} »"
    for one in stopped:
        one.suspend()
    try:
        yield
    finally:
        for one in stopped:
            one.resume()


@contextmanager
def failing(outside) -> Iterator[None]:
    """Have the back office fail, then accept again."""
    outside.behave("fail")
    try:
        yield
    finally:
        outside.behave("accept")


def send(somebody) -> str:
    """Make the premium; the receipt must come at once."""
    reference = somebody.complete("prime-velo").reference
    sending = next(one for one in reversed(somebody.browser.exchanges) if one.method == "POST")
    assert sending.path.endswith("/soumettre/")
    assert sending.seconds < at_pace(AT_ONCE)
    return reference


def assert_delivered_once(outside, reference: str) -> None:
    received = within(RECOVERY, lambda: outside.received(reference))
    assert len(received) == 1
    assert len(within(RECOVERY, lambda: outside.mails(about=reference))) == 1


@pytest.mark.parametrize("part", list(PARTS))
def test_receipt_comes_at_once_and_delivery_follows_when_a_part_stops(walker, portal, outside, part):
    somebody = walker("citoyen")
    with paused(portal, PARTS[part]):
        reference = send(somebody)
        time.sleep(0.5)
        assert outside.received(reference) == []
    assert_delivered_once(outside, reference)


def test_delivery_follows_when_the_relay_was_killed(walker, portal, outside):
    somebody = walker("citoyen")
    for one in processes(portal, PARTS["relay"]):
        one.kill()
    assert_delivered_once(outside, send(somebody))


def test_delivery_follows_when_the_back_office_was_down(walker, outside):
    somebody = walker("citoyen")
    with failing(outside):
        reference = send(somebody)
        time.sleep(1)
        assert outside.received(reference) == []
    assert_delivered_once(outside, reference)


def status_of(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return answer.status
    except urllib.error.HTTPError as refusal:
        return refusal.code


def test_a_restart_of_the_database_is_met_once_by_each_web_process(walker, portal, outside):
    page = f"{portal.url}/demarches/prime-velo/"
    with ThreadPoolExecutor(16) as several:  # several connections in the pool of each process
        assert set(several.map(status_of, [page] * 160)) == {200}
    (server,) = processes(portal, "/bin/postgres -D")
    server.send_signal(signal.SIGQUIT)
    server.wait(PATIENCE)
    within(RECOVERY, lambda: any("postgres ended unexpectedly" in line for line in portal.output))
    within(RECOVERY, lambda: status_of(f"{portal.url}/healthz/ready") == 200)
    answers = [status_of(page) for _ in range(40)]
    assert set(answers) <= {200, 503}
    assert answers.count(503) <= WEB_PROCESSES
    assert answers[-1] == 200
    somebody = walker("citoyen")
    for _ in range(WORKER_PROCESSES):  # each takes a connection that works
        assert_delivered_once(outside, send(somebody))
