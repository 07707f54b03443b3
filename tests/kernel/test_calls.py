"""A call ends within its time in all, however the other one answers, and reads no more than it asked for."""

from __future__ import annotations

import socket
import threading
import time

import pytest

from monespace.calls.calling import call
from monespace.calls.network import NoAnswer, Patience

SHORT = Patience(total=0.4, connect=0.2)
LONGEST = 2.0


def asked(url, **wanted):
    return call("GET", url, patience=SHORT, headers={}, **wanted)


def test_answer_is_given_back_as_far_as_it_was_asked_for(saying):
    url = saying(b"0123456789", status=503, Retry_After="120")
    answer = asked(url, most=4)
    assert (answer.status, answer.is_success, answer.body) == (503, False, b"0123")
    assert answer.headers["retry-after"] == "120"
    assert asked(url).body == b""
    assert asked(saying(b"ab"), most=10).body == b"ab"


def test_nobody_is_followed_elsewhere(saying):
    there = saying(b"there")
    assert asked(there, most=10).body == b"there"
    assert asked(saying(b"", status=302, Location=there), most=10).status == 302


def test_who_answers_byte_by_byte_is_given_up(dripping):
    started = time.monotonic()
    with pytest.raises(NoAnswer, match="ReadTimeout"):
        asked(dripping)
    assert SHORT.total <= time.monotonic() - started < LONGEST


def test_who_takes_a_long_body_byte_by_byte_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        taking = threading.Thread(target=_take_slowly, args=[listening], daemon=True)
        taking.start()
        started = time.monotonic()
        with pytest.raises(NoAnswer, match=r"WriteTimeout|ReadTimeout"):
            call(
                "POST",
                f"http://127.0.0.1:{listening.getsockname()[1]}/",
                patience=SHORT,
                headers={},
                body=b"x" * (64 << 20),
            )
        assert time.monotonic() - started < LONGEST
        taking.join()


def _take_slowly(listening):
    connection, _from = listening.accept()
    with connection:
        try:
            while connection.recv(1024):
                time.sleep(0.001)
        except OSError:
            return


def test_nobody_who_listens_is_said_to_be_no_answer():
    with socket.create_server(("127.0.0.1", 0)) as once:
        port = once.getsockname()[1]
    with pytest.raises(NoAnswer, match="ConnectError"):
        asked(f"http://127.0.0.1:{port}/")
