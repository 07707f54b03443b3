"""Places on the machine: so many at once, over all processes, and given back however their holder ends."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from uuid import uuid4

import pytest

from monespace.documents.sandbox.places import NoPlace, Places

HOLDER = """
import sys, time
from monespace.documents.sandbox.places import Places
with Places(sys.argv[1], count=1, asking=1).hold(wait=30):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    """Keep the places of these tests apart."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))


@pytest.fixture
def name() -> str:
    return f"places-{uuid4()}"


def test_so_many_are_held_at_once(name):
    places = Places(name, count=2, asking=5)
    with ExitStack() as held:
        for _ in range(2):
            held.enter_context(places.hold(wait=0))
        with pytest.raises(NoPlace), places.hold(wait=0.05):
            pass
    with places.hold(wait=0):
        pass


def test_a_process_has_no_more_asking_than_it_can_spare(name):
    places = Places(name, count=5, asking=1)
    with places.hold(wait=0):
        started = time.monotonic()
        with pytest.raises(NoPlace), places.hold(wait=30):
            pass
        assert time.monotonic() - started < 15
        with Places(name, count=5, asking=1).hold(wait=0):
            pass
    with places.hold(wait=0):
        pass


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_a_place_held_by_another_process_comes_back_when_it_ends(name, end):
    places = Places(name, count=1, asking=1)
    command = [sys.executable, "-c", HOLDER, name]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(NoPlace), places.hold(wait=0.05):
            pass
        holder.send_signal(end)
        with places.hold(wait=30):
            pass


def test_a_place_comes_back_after_an_error(name):
    places = Places(name, count=1, asking=1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), places.hold(wait=0):
            raise ZeroDivisionError


def test_a_folder_that_somebody_else_made_is_not_used(name, monkeypatch):
    places = Places(name, count=1, asking=1)
    with places.hold(wait=0):
        pass
    monkeypatch.setattr("os.getuid", lambda: places.folder.stat().st_uid + 1)
    with pytest.raises(PermissionError), places.hold(wait=0):
        pass


def test_a_link_is_not_followed(name, tmp_path):
    places = Places(name, count=1, asking=1)
    places.folder.mkdir()
    (places.folder / "0").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match="symbolic links"), places.hold(wait=0):
        pass
    assert not (tmp_path / "elsewhere").exists()
