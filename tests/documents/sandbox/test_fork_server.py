"""The process that children which judge files are forked from: what outlives what, and who hears whom."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from monespace.documents.sandbox import process
from monespace.documents.sandbox.process import Broken, NoAnswer, clean_apart
from tests.filling.samples import pdf, picture

NUMBERED = "import os; target.write_text(str(os.getpid()));"


def gone(number: int) -> bool:
    """Whether a process is no more, or soon."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with suppress(OSError):
            if Path(f"/proc/{number}/stat").read_text().rpartition(") ")[2].startswith("Z"):
                return True
            time.sleep(0.02)
            continue
        return True
    return False


def number_in(path: Path) -> int:
    """Return the number of a process that it writes to ``path`` when it begins."""
    deadline = time.monotonic() + 30
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return int(path.read_text())


def test_files_judged_at_once_each_have_their_own_answer(tmp_path):
    contents = {"pdf": pdf(), "jpg": picture(), "png": picture("PNG")}

    def judge(rank: int) -> bool:
        kind = list(contents)[rank % 3]
        source = tmp_path / str(rank)
        source.write_bytes(contents[kind])
        return clean_apart(source, tmp_path / f"{rank}.kept", accept=contents, seconds=60) == kind

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(judge, range(24)))


def test_each_file_has_a_process_that_ends_with_it(judged, child):
    child(f"{NUMBERED} return 'kept pdf'")
    numbers = [int(judged(pdf())[1]) for _ in range(3)]
    assert len(set(numbers)) == 3
    assert all(gone(number) for number in numbers)


def test_who_waits_no_longer_has_the_process_of_the_file_ended(judged, child, tmp_path):
    child(f"{NUMBERED} import time; time.sleep(120)")
    with pytest.raises(NoAnswer):
        judged(pdf(), seconds=2)
    assert gone(number_in(tmp_path / "target"))


def test_the_end_of_the_web_process_ends_every_process_of_a_file(child, tmp_path):
    child(f"{NUMBERED} import time; time.sleep(120)")
    source, target = tmp_path / "source", tmp_path / "target"
    with ThreadPoolExecutor() as threads:
        waiting = threads.submit(clean_apart, source, target, accept=["pdf"], seconds=120)
        number = number_in(target)
        process.fork_server.stop()
        assert gone(number)
        with pytest.raises(NoAnswer):
            waiting.result()


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGSEGV])
def test_a_fork_server_that_ended_is_started_again(judged, child, end):
    child(f"{NUMBERED} return 'kept pdf'")
    judged(pdf())
    first = process.fork_server.number
    os.kill(first, end)
    assert gone(first)
    assert judged(pdf())[0] == "pdf"
    assert process.fork_server.number != first


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_files_are_judged_to_the_end_while_the_service_stops(judged, child, stop):
    child(f"{NUMBERED} return 'kept pdf'")
    judged(pdf())
    first = process.fork_server.number
    os.kill(first, stop)
    assert judged(pdf())[0] == "pdf"
    assert process.fork_server.number == first


def test_a_fork_server_that_takes_no_job_makes_nobody_wait_for_long(judged, child, monkeypatch):
    child(f"{NUMBERED} return 'kept pdf'")
    judged(pdf())
    os.kill(process.fork_server.number, signal.SIGSTOP)
    started = time.monotonic()
    try:
        with pytest.raises((NoAnswer, Broken)):
            judged(pdf(), seconds=0.5)
        assert time.monotonic() - started < 30
    finally:
        os.kill(process.fork_server.number, signal.SIGCONT)
