"""Processes end and are renewed without a request lost that had begun to arrive."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest
from django.conf import settings

from tests.support.web import PATIENCE, Web, serving

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.processes]
SHARE = 5  # requests of a process, in this test


def host() -> dict[str, str]:
    return {"Host": settings.SITE_URL.rpartition("/")[2]}


def workers(web: Web) -> set[int]:
    """The processes that serve."""
    children = Path(f"/proc/{web.process.pid}/task/{web.process.pid}/children").read_text()
    return {int(pid) for pid in children.split()}


def half_a_form(web: Web) -> socket.socket:
    """A form on its way: its second half is to be sent."""
    connection = socket.create_connection(("127.0.0.1", web.port), timeout=PATIENCE)
    kind = "application/x-www-form-urlencoded"
    head = f"POST /langue/ HTTP/1.1\r\nHost: {host()['Host']}\r\nContent-Type: {kind}\r\n"
    connection.sendall(head.encode() + b"Content-Length: 4\r\n\r\nab")
    return connection


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_form_on_its_way_is_answered_before_its_process_ends(tmp_path, number):
    with serving(tmp_path, "--workers", "1") as web:
        before = workers(web)
        kept_open = socket.create_connection(("127.0.0.1", web.port), timeout=PATIENCE)
        form = half_a_form(web)
        time.sleep(0.5)
        web.process.send_signal(number)
        assert kept_open.recv(1) == b""  # what waits for nothing is closed at once
        time.sleep(1)
        form.sendall(b"cd")
        answer = b"".join(iter(lambda: form.recv(1 << 16), b""))  # to the end of the connection
        assert answer.startswith(b"HTTP/1.1 403 ")  # no token: it was read, and refused as such
        assert answer.endswith(b"</html>\n")
        form.close()
        kept_open.close()
        if number == signal.SIGTERM:
            assert web.process.wait(PATIENCE) == 0
        else:
            wait_until(lambda: workers(web) and not workers(web) & before)
            assert web.get("/connexion/", headers=host()).status_code == 200


def test_processes_are_renewed_under_load_and_no_request_is_lost(tmp_path):
    """Who keeps a connection open meets the end of its process between two requests."""
    over, answered, lost = threading.Event(), [], []

    def ask(pause: float, *, keeps_open: bool) -> None:
        connection = HTTPConnection("127.0.0.1", web.port, timeout=PATIENCE)
        while not over.is_set():
            try:
                connection.request("GET", "/healthz/live", headers=host())
                answer = connection.getresponse()
                answer.read()
                answered.append(answer.status)
            except (OSError, HTTPException) as error:
                lost.append(error)
                connection.close()
            if not keeps_open:
                connection.close()
            time.sleep(pause)
        connection.close()

    with serving(tmp_path, "--workers", "2") as web, ThreadPoolExecutor(8) as threads:
        for rank in range(8):
            threads.submit(ask, 0.01 * (rank % 4), keeps_open=rank < 6)
        try:
            for _ in range(3):
                before = workers(web)
                web.process.send_signal(signal.SIGHUP)
                wait_until(lambda before=before: len(workers(web)) == 2 and not workers(web) & before)
        finally:
            over.set()
    assert lost == []
    assert set(answered) == {200}


def test_a_process_is_renewed_after_its_share_and_every_request_is_answered(tmp_path):
    with serving(
        tmp_path, "--workers", "1", "--max-requests", str(SHARE), "--max-requests-jitter", "0"
    ) as web:
        before = workers(web)
        for _ in range(4 * SHARE):
            assert web.get("/healthz/live", headers=host(), timeout=PATIENCE).status_code == 200
        wait_until(lambda: workers(web) and not workers(web) & before)


def test_a_process_whose_first_one_is_gone_ends(tmp_path):
    with serving(tmp_path, "--workers", "1") as web:
        (worker,) = workers(web)
        web.process.kill()
        wait_until(lambda: not is_running(worker))


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(condition) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)
