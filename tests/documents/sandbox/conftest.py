"""Here files are judged as they are in production: in a process of their own."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest

from monespace.documents.sandbox import process
from monespace.documents.sandbox.process import ForkServer, clean_apart

ALL = ("pdf", "jpg", "png")
PATIENCE = 60.0
REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def judged_here() -> None:
    """Leave the process as it is."""


@pytest.fixture
def judged(tmp_path):
    """Judge content as the portal does, and return its extension and the copy."""

    def judge(content: bytes, *, accept=ALL, seconds: float = PATIENCE) -> tuple[str, bytes]:
        source, target = tmp_path / "source", tmp_path / "target"
        source.write_bytes(content)
        extension = clean_apart(source, target, accept=accept, seconds=seconds)
        return extension, target.read_bytes()

    return judge


@pytest.fixture
def child(tmp_path, monkeypatch):
    """Have files judged by other code: the body of ``judge(source, target, accept)``."""
    servers = []

    def put(code: str, *, before: str = "") -> None:
        lines = [
            f"import sys; sys.path.insert(0, {str(REPOSITORY)!r})",
            "from monespace.documents.cleaning import fork_server, limits",
            before,
            "def judge(source, target, accept):",
            indent(dedent(code), "    "),
            "fork_server.main(judge)",
        ]
        program = tmp_path / "program.py"
        program.write_text("\n".join(lines))
        servers.append(ForkServer())
        monkeypatch.setattr(process, "PROGRAM", program)
        monkeypatch.setattr(process, "fork_server", servers[-1])

    yield put
    for server in servers:
        server.stop()
