"""The scanner's client and its simulator: clean, infected, and every way of not answering."""

from __future__ import annotations

import socket
import threading
import time

import pytest
from django.core.files.base import ContentFile

from monespace.documents.scanning import ScannerUnavailable, is_clean
from monespace.simulators.clamd import server
from tests.filling.samples import EICAR

SILENCE = 30  # seconds


def scan(content: bytes, timeout: float = 2.0) -> bool:
    return is_clean(ContentFile(content), timeout=timeout)


@pytest.mark.parametrize("content", [b"", b"sain", b"x" * 300_000])
def test_a_sound_file_is_clean(content):
    assert scan(content)


@pytest.mark.parametrize("content", [EICAR, b"a" * 65_530 + EICAR, EICAR + b"z" * 200_000])
def test_a_virus_is_found_wherever_it_stands(content):
    assert not scan(content)


def test_nobody_listening_is_no_answer(clamd):
    assert scan(b"sain")
    server.stop()
    with pytest.raises(ScannerUnavailable):
        scan(b"sain")


@pytest.mark.parametrize("answer", [b"", b"stream: ", b"INSTREAM size limit exceeded. ERROR\0", b"OK\0"])
def test_other_words_are_no_answer(settings, answer):
    settings.CLAMD_URL = stub(answer)
    with pytest.raises(ScannerUnavailable):
        scan(b"sain")


def test_silence_is_no_answer_within_the_time_given(settings):
    settings.CLAMD_URL = stub(None)
    started = time.monotonic()
    with pytest.raises(ScannerUnavailable):
        scan(b"sain", timeout=0.3)
    assert time.monotonic() - started < SILENCE


def test_the_simulator_answers_ping_and_nothing_it_does_not_know(clamd):
    assert ask(clamd, b"zPING\0") == b"PONG\0"
    assert ask(clamd, b"zSHUTDOWN\0") == b"UNKNOWN COMMAND\0"
    assert ask(clamd, b"zINSTREAM\0" + (100 << 20).to_bytes(4, "big")).endswith(b"ERROR\0")


def ask(clamd: server.Clamd, command: bytes) -> bytes:
    with socket.create_connection(clamd.server_address, timeout=2) as connection:
        connection.sendall(command)
        return connection.recv(100)


def stub(answer: bytes | None) -> str:
    """Start a scanner that reads one file and gives this answer, or none at all."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _address = listener.accept()
        with listener, connection:
            connection.settimeout(SILENCE)
            connection.recv(1 << 16)
            if answer is None:
                time.sleep(SILENCE)
            else:
                connection.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    return f"tcp://127.0.0.1:{listener.getsockname()[1]}"
