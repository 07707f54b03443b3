"""Set-up: refuses clearly what it cannot use, installs exactly the lock file, once."""

from __future__ import annotations

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


@pytest.mark.parametrize("uv", ["/usr/bin/uv", None])
def test_only_pinned_wheels_are_installed(monkeypatch, uv):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: uv)
    command = bootstrap.installer()
    assert "--require-hashes" in command
    assert "--no-deps" in command
    assert ("--no-build" in command) if uv else (":all:" in command)
