"""The demo says what is busy, and what it cannot use."""

from __future__ import annotations

import socket

import pytest

from monespace.demo import checking, tools
from monespace.demo import portal as demo
from monespace.demo.data import DataFolder, DataInUseError, free_port
from monespace.demo.places import passing_folder
from tests.support.portal import free_ports


@pytest.fixture
def folder():
    """A data folder of the test's own."""
    with passing_folder("monespace-portal-") as path:
        yield path


def test_a_busy_port_is_said_plainly(tmp_path):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        with pytest.raises(SystemExit, match=f"Port {port} is busy"):
            tools.run("demo", ["--port", str(port), "--data", str(tmp_path)])
    demo.require_free(free_port())


@pytest.mark.parametrize("port", ["0", "-5", "65535", "99999", "x"])
def test_a_port_that_cannot_be_is_said_plainly(port, capsys):
    with pytest.raises(SystemExit):
        demo.main([f"--port={port}"])
    assert f"{port} is not a port from 1 to 65534" in capsys.readouterr().err


def test_data_that_is_no_folder_is_said_plainly(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(SystemExit, match="cannot be used as a folder"):
        tools.run("demo", ["--port", str(free_ports()), "--data", str(tmp_path / "file")])


def test_a_check_that_is_none_is_said_plainly(capsys):
    assert checking.main(["spelling"]) == 1
    assert "No check is called spelling" in capsys.readouterr().err


def test_two_demos_never_share_their_data(folder):
    data = DataFolder.at(folder)
    with data.reserve(), pytest.raises(DataInUseError, match="Another demo"), data.reserve():
        pytest.fail("reserved twice")
    with data.reserve():
        assert data.path.exists()
