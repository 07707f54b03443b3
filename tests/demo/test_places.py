"""Where the servers live: reachable by their user, owned by nobody else, complete or not there at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from monespace.demo import binaries, places
from monespace.demo.places import StartError

FILES = {"wheel/bin/server": "runs", "wheel/lib/one.so": "1", "wheel.libs/libpq.so": "needed"}


@pytest.fixture
def wheel(tmp_path, monkeypatch):
    """An installed wheel, closed by its umask, and an empty place for its copies."""
    monkeypatch.setattr(places, "OUTSIDE_HOMES", tmp_path / "outside")
    monkeypatch.setattr(binaries, "distribution", lambda _: SimpleNamespace(read_text=lambda _: "RECORD"))
    for name, content in FILES.items():
        path = tmp_path / "packages" / name
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(content)
        path.chmod(0o700)
    return tmp_path / "packages" / "wheel"


def contents(copy):
    return {str(path.relative_to(copy)): path.read_text() for path in copy.rglob("*") if path.is_file()}


def test_a_copy_holds_the_libraries_beside_the_wheel_for_everybody(wheel):
    copy = binaries.copied("wheel", wheel)
    assert contents(copy) == FILES
    assert {oct(path.stat().st_mode & 0o777) for path in (copy, *copy.rglob("*"))} == {"0o755"}
    assert binaries.copied("wheel", wheel) == copy


def test_a_copy_cut_halfway_is_made_again_whole(wheel, monkeypatch):
    def cut(source, target):
        Path(target).write_text("ha")
        raise KeyboardInterrupt

    with monkeypatch.context() as during:
        during.setattr(binaries, "_copy", cut)
        with pytest.raises(KeyboardInterrupt):
            binaries.copied("wheel", wheel)
    assert contents(binaries.copied("wheel", wheel)) == FILES


def test_a_disk_that_fills_up_is_said_plainly_and_leaves_nothing_behind(wheel, monkeypatch):
    def full(source, target):
        Path(target).write_text("ha")
        raise OSError(28, os.strerror(28), target)

    with monkeypatch.context() as during:
        during.setattr(binaries, "_copy", full)
        with pytest.raises(StartError, match=r"could not be copied to .*: .*No space left"):
            binaries.copied("wheel", wheel)
    assert [path.name for path in (places.OUTSIDE_HOMES / "servers").iterdir()] == ["lock"]
    assert contents(binaries.copied("wheel", wheel)) == FILES


def test_another_content_of_the_wheel_is_another_copy(wheel, monkeypatch):
    first = binaries.copied("wheel", wheel)
    (wheel / "bin/server").write_text("runs better")
    monkeypatch.setattr(binaries, "distribution", lambda _: SimpleNamespace(read_text=lambda _: "NEWER"))
    assert contents(binaries.copied("wheel", wheel)) == FILES | {"wheel/bin/server": "runs better"}
    assert contents(first) == FILES


def test_two_starts_at_once_make_one_copy(wheel):
    script = (
        "import pathlib, sys, types; from monespace.demo import binaries, places;"
        "places.OUTSIDE_HOMES = pathlib.Path(sys.argv[1]);"
        "binaries.distribution = lambda _: types.SimpleNamespace(read_text=lambda _: 'RECORD');"
        "print(binaries.copied('wheel', pathlib.Path(sys.argv[2])))"
    )
    command = [sys.executable, "-c", script, str(places.OUTSIDE_HOMES), str(wheel)]
    starts = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    printed = {start.communicate()[0].strip() for start in starts}
    assert {start.returncode for start in starts} == {0}
    assert len(printed) == 1
    assert contents(Path(printed.pop())) == FILES


def test_folders_are_open_whatever_the_umask():
    before = os.umask(0o077)
    try:
        with places.passing_folder("monespace-test-") as folder:
            assert places.can_reach(folder)
            assert places.reachable_folder(folder / "data") == folder / "data"
            assert (folder / "data").stat().st_mode & 0o777 == 0o711
    finally:
        os.umask(before)
    assert not folder.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root meets closed folders")
def test_a_closed_folder_has_its_place_outside(tmp_path, monkeypatch):
    outside = Path("/var/lib/monespace-test")
    monkeypatch.setattr(places, "OUTSIDE_HOMES", outside)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    try:
        folder = places.reachable_folder(closed / "data")
        assert folder.parent == outside
        assert places.reachable_folder(closed / "data") == folder
        assert places.reachable_folder(closed / "other") != folder
    finally:
        shutil.rmtree(outside)


def test_a_folder_that_leads_elsewhere_is_refused(tmp_path):
    assert places.owned_folder(tmp_path / "own").is_dir()
    (tmp_path / "target").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "target")
    with pytest.raises(StartError, match="belongs to someone else"):
        places.owned_folder(tmp_path / "link")


def test_sockets_have_a_short_path_whatever_the_temporary_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(places.tempfile, "gettempdir", lambda: "/" + "é" * 60)
    path = places.socket_folder(tmp_path)
    assert len(os.fsencode(path / ".s.PGSQL.5432")) <= 107
    assert path == places.socket_folder(tmp_path)
