"""Dossiers are sent while every part of the portal is killed once: nothing is lost, nothing is twice."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.support.portal import ROOT, own_environment

pytestmark = pytest.mark.processes
TRY = "import json; from benchmarks.chaos.run import run; print(json.dumps(run(1, 60, 4, {seed})))"
SEED = 3


def test_nothing_acknowledged_is_lost_whatever_is_killed():
    """A run of one seed in a process of its own: it starts a portal on servers of its own."""
    done = subprocess.run(
        [sys.executable, "-c", TRY.format(seed=SEED)],
        cwd=ROOT,
        env=own_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    (tried,) = json.loads(done.stdout.splitlines()[-1])["seeds"]
    assert tried["wrong"] == []
    assert (tried["dossiers"], tried["faults_struck"]) == (60, 13)
    assert tried["met"], "the people noticed that the portal was killed"
    assert len(tried["behaved"]) > 1, "the back office was asked while it misbehaved"
