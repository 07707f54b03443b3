"""Set-up: refuses clearly what it cannot use, installs exactly the lock file, once."""

from __future__ import annotations

import errno
import os
import sys
from types import SimpleNamespace

import pytest

import bootstrap


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A .venv made from a lock file, in a folder of its own."""
    lock = tmp_path / "requirements-dev.lock"
    lock.write_text("django==5.2\n")
    monkeypatch.setattr(bootstrap, "LOCK", str(lock))
    monkeypatch.setattr(bootstrap, "STAMP", str(tmp_path / "installed"))
    (tmp_path / "installed").write_text(bootstrap.fingerprint())
    return SimpleNamespace(lock=lock)


def test_an_old_python_is_refused_with_what_to_do(monkeypatch):
    bootstrap.ensure()
    monkeypatch.setattr(sys, "version_info", (3, 9, 18))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer; this is Python 3\.9"):
        bootstrap.ensure()


def test_another_environment_is_used_as_it_is(monkeypatch):
    monkeypatch.setattr(bootstrap, "in_own_environment", lambda: False)
    monkeypatch.setattr(bootstrap, "in_other_environment", lambda: True)
    monkeypatch.setattr(
        bootstrap, "install", lambda: pytest.fail("installed into someone else's environment")
    )
    bootstrap.ensure()
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="does not hold the portal's dependencies"):
        bootstrap.ensure()


def test_a_changed_lock_file_is_installed_again(installed):
    assert bootstrap.is_installed()
    installed.lock.write_text("django==5.2.1\n")
    assert not bootstrap.is_installed()


def test_an_interrupted_set_up_does_not_count(installed, tmp_path):
    (tmp_path / "installed").unlink()
    assert not bootstrap.is_installed()


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, r"/somewhere cannot be used: No space left on device\.\nMake room on the disk\."),
        (errno.EROFS, r"/somewhere cannot be used: Read-only file system\.\nClone the portal into a folder"),
        (errno.EACCES, r"/somewhere cannot be used: Permission denied\.\nClone the portal into a folder"),
    ],
)
def test_a_full_or_closed_disk_is_said_in_a_sentence(number, words):
    with pytest.raises(SystemExit, match=words), bootstrap.disk_said_plainly():
        raise OSError(number, os.strerror(number), "/somewhere")


def test_another_defect_keeps_its_traceback():
    with pytest.raises(ConnectionResetError), bootstrap.disk_said_plainly():
        raise ConnectionResetError(errno.ECONNRESET, "reset")


@pytest.mark.parametrize(
    ("free", "words"), [(12, "only 12 MB are free in .*, and up to 700"), (5000, "package registry within")]
)
def test_a_failed_installation_names_its_likely_cause(monkeypatch, free, words):
    usage = SimpleNamespace(free=free * bootstrap.MEGABYTE)
    monkeypatch.setattr(bootstrap.shutil, "disk_usage", lambda folder: usage)
    with pytest.raises(SystemExit, match=f"^Not installed: .*{words}"):
        bootstrap.run(
            [sys.executable, "-c", "raise SystemExit(1)"], "Not installed: ", bootstrap.likely_cause
        )
    bootstrap.run([sys.executable, "-c", ""], "Not installed: ", bootstrap.likely_cause)


@pytest.mark.parametrize("uv", ["/usr/bin/uv", None])
def test_only_pinned_wheels_are_installed(monkeypatch, uv):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: uv)
    command = bootstrap.installer()
    assert "--require-hashes" in command
    assert "--no-deps" in command
    assert ("--no-build" in command) if uv else (":all:" in command)
