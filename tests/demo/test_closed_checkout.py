"""A checkout that nobody but its owner may enter, as in root's home: what starts servers starts there too.

The demo owns its children and keeps its data there as anywhere: one start, the slowest of all, proves both.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

import bootstrap
from monespace.demo import places
from monespace.demo.data import DataFolder
from monespace.demo.testing import BYTECODE
from tests.support.portal import ROOT, RunningPortal, manage, own_environment

pytestmark = pytest.mark.processes
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv*", ".data", ".testing", ".hypothesis", ".*_cache", "results", "*.mo"
)
BEING_WRITTEN = shutil.ignore_patterns("*.pyc.*")  # by a process beside this one: gone in a moment


def link(source, target):
    """Give a file a second name unless it has it, or copy it when that one is on another disk."""
    try:
        os.link(source, target)
    except FileExistsError:
        return
    except OSError:
        shutil.copy2(source, target)


@pytest.fixture(scope="module")
def checkout():
    """A copy of this checkout with an installed environment, its path closed, with a space and an accent."""
    closed = Path(tempfile.mkdtemp(prefix="monespace-closed-"))
    copy = closed / "Mon Espace cloné"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    stamp = shutil.ignore_patterns("installed")
    shutil.copytree(sys.prefix, copy / ".venv", symlinks=True, ignore=stamp, copy_function=link)
    (copy / ".venv/installed").write_text(bootstrap.fingerprint())
    take_what_is_compiled(copy)
    yield copy
    shutil.rmtree(DataFolder.at(copy / ".data").path)
    shutil.rmtree(closed)


def take_what_is_compiled(copy):
    """Give the copy what these tests have compiled of the same files, so that each process need not."""
    places_of_code = {ROOT: copy, Path(sys.prefix): copy / ".venv"}
    for here, there in places_of_code.items():
        compiled = ROOT / BYTECODE / here.relative_to(here.anchor)
        if compiled.exists():
            target = copy / BYTECODE / there.relative_to(there.anchor)
            shutil.copytree(compiled, target, ignore=BEING_WRITTEN, copy_function=link, dirs_exist_ok=True)


def test_nobody_else_enters_the_checkout(checkout):
    assert checkout.parent.stat().st_mode & 0o777 == 0o700
    assert places.can_reach(checkout / "manage.py") is False or places.server_user() is None


def test_the_demo_gets_ready_revives_its_children_ends_them_and_keeps_its_data(checkout):
    running = RunningPortal(checkout / ".data", checkout).start()
    assert_a_demarche_is_shown(running)
    children = family(running)
    for name in ("relay", "redis"):
        victim = next(child for child in children if name in command_of(child))
        victim.send_signal(signal.SIGKILL)
        wait_for(lambda name=name: any(f"{name} ended unexpectedly" in line for line in running.output))
    assert running.stop() == 0
    wait_for(lambda: not alive(children))

    kept = DataFolder.at(running.data).path / "secrets.json"
    secrets = kept.read_text()
    again = RunningPortal(running.data, checkout).start()
    children = family(again)
    assert_a_demarche_is_shown(again)
    assert kept.read_text() == secrets
    again.kill()
    wait_for(lambda: not alive(children))


def assert_a_demarche_is_shown(running):
    with urllib.request.urlopen(f"{running.url}/demarches/prime-velo/", timeout=60) as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    "words", [("check_all", "migrations"), ("test", "-n0", "tests/demo/test_bootstrap.py")]
)
def test_the_other_commands_start_their_servers(checkout, words):
    done = subprocess.run(
        [*manage(checkout), *words],
        cwd=checkout,
        env=own_environment(checkout),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def family(running):
    return psutil.Process(running.process.pid).children(recursive=True)


def command_of(process):
    """Its words; none of a process that ended since it was seen, as PostgreSQL's own do."""
    with suppress(psutil.NoSuchProcess):
        return " ".join(process.cmdline())
    return ""


def alive(processes):
    return [one for one in processes if is_alive(one)]


def is_alive(process):
    with suppress(psutil.NoSuchProcess):
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    return False


def wait_for(condition, seconds=120):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)
