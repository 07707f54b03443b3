"""A checkout that nobody but its owner may enter, as in root's home: what starts servers starts there too."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

import pytest

import bootstrap
from monespace.demo import places
from monespace.demo.data import DataFolder
from tests.support.portal import ROOT, RunningPortal, manage, own_environment

pytestmark = pytest.mark.processes
NOT_COPIED = shutil.ignore_patterns(".git", ".venv*", ".data", ".testing", ".*_cache", "results", "*.mo")


def link(source, target):
    """Give a file a second name, or copy it when that one is on another disk."""
    try:
        os.link(source, target)
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
    yield copy
    shutil.rmtree(DataFolder.at(copy / ".data").path)
    shutil.rmtree(closed)


def test_nobody_else_enters_the_checkout(checkout):
    assert checkout.parent.stat().st_mode & 0o777 == 0o700
    assert places.can_reach(checkout / "manage.py") is False or places.server_user() is None


def test_the_demo_gets_ready(checkout):
    running = RunningPortal(checkout / ".data", checkout).start()
    with urllib.request.urlopen(f"{running.url}/demarches/prime-velo/", timeout=60) as answer:
        assert answer.status == 200
    assert running.stop() == 0


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
