"""``manage.py test`` and ``help``: what a run starts ends with it, however it ends; help starts nothing."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import psutil
import pytest

from monespace.demo import testing
from monespace.demo.testing import options_for, processes_on
from monespace.demo.tools import asks_for_help
from tests.support import keeper
from tests.support.keeper import LOOK_EVERY, unused_for, use
from tests.support.portal import ROOT, manage, own_environment

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 90
WAITING = """
import os, pathlib, time
import psycopg
def test_waits():
    database = psycopg.connect(os.environ["DATABASE_URL"])  # in use to the end
    assert database.execute("SELECT 1").fetchone() == (1,)
    pathlib.Path({told!r}).write_text(os.environ["MON_ESPACE_TESTS"])
    time.sleep({seconds})
    database.close()
"""


def wait_for_the_end(left: Callable[[str], list[object]], folder: str) -> None:
    """Wait until nothing is left of a run; say what is when it does not go."""
    deadline = time.monotonic() + PATIENCE
    while found := left(folder):
        assert time.monotonic() < deadline, found
        time.sleep(0.1)


def servers_of(folder: str) -> list[psutil.Process]:
    """Return the processes that name the run's folder."""
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if any(folder in word for word in process.info["cmdline"] or ())
    ]


def left_in(folder: str) -> list[Path]:
    """Return what is still there of the run's folder, itself included."""
    return [path for path in [Path(folder), *Path(folder).rglob("*")] if path.exists()]


@pytest.fixture
def run(tmp_path):
    """Start a run of one test of so many seconds, whose servers end with it."""
    told = tmp_path / "folder"

    def start(seconds: int) -> tuple[subprocess.Popen[bytes], str]:
        test = tmp_path / "test_waiting.py"
        test.write_text(WAITING.format(told=str(told), seconds=seconds))
        environment = {name: value for name, value in own_environment().items() if name != "MON_ESPACE_TESTS"}
        process = subprocess.Popen(
            [*manage(ROOT), "test", str(test), "-c", "pyproject.toml", "-p", "no:cacheprovider"],
            cwd=ROOT,
            env=environment | {"CI": "true"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + PATIENCE
        while not told.exists() and process.poll() is None:
            assert time.monotonic() < deadline, "the run does not begin"
            time.sleep(0.1)
        return process, told.read_text()

    return start


def test_a_run_that_ends_takes_its_servers_along(run):
    process, folder = run(0)
    assert process.wait(PATIENCE) == 0
    wait_for_the_end(servers_of, folder)
    assert not left_in(folder)


def test_a_killed_run_leaves_no_server_behind(run):
    process, folder = run(PATIENCE)
    assert servers_of(folder)
    process.kill()
    process.wait(PATIENCE)
    wait_for_the_end(servers_of, folder)
    wait_for_the_end(left_in, folder)


def test_what_comes_into_a_folder_while_it_is_removed_goes_too(tmp_path, monkeypatch):
    """A server that was killed may write once more; the folder would stay for ever."""
    folder = tmp_path / "folder"
    folder.mkdir()
    late = [folder / "late"]

    def removed_but_for_what_came(path: Path, *, ignore_errors: bool) -> None:
        shutil.rmtree(path, ignore_errors=ignore_errors)
        if late:
            path.mkdir()
            late.pop().touch()

    monkeypatch.setattr(keeper, "shutil", SimpleNamespace(rmtree=removed_but_for_what_came))
    keeper.remove(folder)
    assert not late
    assert not folder.exists()


def test_servers_are_found_while_they_are_kept_and_forgotten_once_their_keeper_is_killed(tmp_path):
    """A machine that is stopped leaves an address of nobody, and data that may be broken."""
    said, data = tmp_path / keeper.SERVING, tmp_path / "postgres" / "PG_VERSION"
    data.parent.mkdir()
    data.touch()
    said.write_text('{"redis": "there"}')
    with use(tmp_path), (tmp_path / keeper.KEPT).open("a") as kept:
        fcntl.flock(kept, fcntl.LOCK_EX)
        assert keeper.serving(tmp_path) == {"redis": "there"}
        kept.close()
        assert keeper.serving(tmp_path) is None
    assert not said.exists()
    assert not data.parent.exists()


def test_two_runs_never_share_their_servers(tmp_path):
    with use(tmp_path):
        assert use(tmp_path, patience=0) is None
    with use(tmp_path, patience=0) as lock:
        assert lock is not None


def test_what_nobody_uses_ends_and_what_is_used_does_not(tmp_path):
    ended = threading.Event()

    def keep() -> None:
        with unused_for(tmp_path, seconds=0):
            assert use(tmp_path, patience=0) is None, "nobody begins while it ends"
            ended.set()

    with use(tmp_path):
        keeping = threading.Thread(target=keep)
        keeping.start()
        assert not ended.wait(3 * LOOK_EVERY)
    assert ended.wait(PATIENCE)
    keeping.join()


@pytest.mark.parametrize(
    ("arguments", "processes"),
    [
        ([], "-n6"),
        (["tests"], "-n6"),
        (["tests/kernel/test_days.py"], "-n0"),
        (["tests/kernel/test_days.py::test_x", "-k", "noon"], "-n0"),
        (["-k", "days"], "-n6"),
    ],
)
def test_a_few_files_are_tested_in_one_process(monkeypatch, arguments, processes):
    monkeypatch.setattr(testing, "cores", lambda: 4)
    assert options_for(arguments)[0] == processes


@pytest.mark.parametrize(("cores", "processes"), [(1, 2), (2, 3), (3, 4), (4, 6), (16, 24)])
def test_there_are_more_processes_than_cores(cores, processes):
    assert processes_on(cores) == processes


def test_the_cores_are_those_that_this_process_may_use():
    assert 1 <= testing.cores() <= os.cpu_count()


def test_who_says_how_many_processes_is_obeyed(monkeypatch):
    monkeypatch.delenv("CI", raising=False)
    assert options_for(["-n3", "tests/kernel/test_days.py"]) == []


def test_what_one_process_compiles_the_next_one_finds_beside_no_source(monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    testing.keep_bytecode()
    command = [sys.executable, "-c", "import bootstrap; print(bootstrap.__cached__)"]
    compiled = Path(
        subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    )
    assert compiled.exists()
    assert compiled.is_relative_to(ROOT / testing.BYTECODE)


def test_ci_says_what_took_long(monkeypatch):
    monkeypatch.setenv("CI", "true")
    assert "--durations=20" in options_for(["tests"])


@pytest.mark.parametrize(
    ("there", "found"),
    [
        ({"chromium", "chromium-headless-shell"}, "/bin/chromium-headless-shell"),
        ({"chromium", "google-chrome"}, "/bin/chromium"),
    ],
)
def test_a_browser_without_windows_is_preferred(monkeypatch, there, found):
    monkeypatch.setattr(testing.shutil, "which", lambda name: f"/bin/{name}" if name in there else None)
    assert testing.find_browser() == found


@pytest.mark.parametrize("offered", [{"chromium-headless-shell", "chromium"}, {"chromium"}])
def test_root_on_debian_installs_the_first_that_there_is(monkeypatch, offered):
    installed = []

    def run(command, **_):
        package = command[-1]
        if "install" in command and package in offered:
            installed.append(package)
        return subprocess.CompletedProcess(command, int("install" in command and package not in offered))

    monkeypatch.setattr(testing.os, "geteuid", lambda: 0)
    monkeypatch.setattr(
        testing.shutil, "which", lambda name: f"/bin/{name}" if name in {"apt-get", *installed} else None
    )
    monkeypatch.setattr(testing.subprocess, "run", run)
    assert testing.install_browser() == f"/bin/{max(offered, key=len)}"
    assert len(installed) == 1


def test_help_lists_our_tools_beside_djangos_and_starts_no_server():
    command = [*manage(ROOT), "help"]
    seen = set()
    with subprocess.Popen(command, cwd=ROOT, env=own_environment(), stdout=subprocess.PIPE) as process:
        while process.poll() is None:
            with suppress(psutil.Error):
                seen |= {child.name() for child in psutil.Process(process.pid).children(recursive=True)}
            time.sleep(0.05)
        said = process.stdout.read().decode()
    assert process.returncode == 0
    assert not {name for name in seen if name.startswith(("postgres", "redis", "initdb"))}
    for name in ("demo", "test", "check_all", "bench", "catalogues", "designate_gap"):
        assert name in said


@pytest.mark.parametrize(
    ("words", "answer"),
    [([], True), (["help"], True), (["--help"], True), (["trace", "-h"], True), (["trace", "DOS-1"], False)],
)
def test_asking_what_there_is_is_told_from_doing_it(words, answer):
    assert asks_for_help(words) is answer
