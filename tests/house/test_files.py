"""Files: short, introduced by one sentence, free of addresses of registries and of leftovers."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST = 300
CODE = {".py", ".html", ".css", ".js", ".txt", ".yaml", ".yml", ".sh"}
GENERATED = re.compile(r"migrations/0001_initial\.py$|definitions/.*\.yaml$|LICENSE|\.lock$")
LEFTOVERS = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError\(\"later|breakpoint\(\)|pdb\.set_trace)\b")


def tracked() -> list[Path]:
    """Every file git knows, and those it would add."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / line for line in listed.splitlines() if (ROOT / line).is_file()]


CODE_FILES = [p for p in tracked() if p.suffix in CODE and not GENERATED.search(str(p))]
PYTHON_FILES = [p for p in CODE_FILES if p.suffix == ".py"]


def named(paths: list[Path]) -> list:
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


def test_no_file_is_longer_than_one_reason_needs():
    long = {
        str(p.relative_to(ROOT)): n for p in CODE_FILES if (n := len(p.read_text().splitlines())) > LONGEST
    }
    assert not long


def test_every_module_says_its_reason_in_its_first_line():
    silent = [
        str(path.relative_to(ROOT))
        for path in PYTHON_FILES
        if "migrations" not in path.parts and path.read_text().strip() and not docstring(path)
    ]
    assert not silent


def docstring(path: Path) -> str | None:
    return ast.get_docstring(ast.parse(path.read_text()))


def test_no_leftover_is_committed():
    found = [
        str(p.relative_to(ROOT))
        for p in CODE_FILES
        if p.name != Path(__file__).name and LEFTOVERS.search(p.read_text())
    ]
    assert not found


def test_lock_files_hold_hashes_and_no_address():
    locks = sorted(ROOT.glob("requirements*.lock"))
    assert len(locks) == 2
    for lock in locks:
        content = lock.read_text()
        assert "://" not in content
        pinned = re.findall(r"^[a-z0-9][^ #]*==[^ ]+", content, re.MULTILINE)
        assert pinned
        assert content.count("--hash=sha256:") >= len(pinned)


def test_every_dependency_has_its_reason():
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    requirements = [line for line in lines if re.match(r'    "[a-z0-9-]+(\[[^]]*\])?[<>=~]', line)]
    assert len(requirements) > 30
    assert [line for line in requirements if "# " not in line] == []


def test_no_path_of_one_machine_is_committed():
    own = str(ROOT)
    texts = [p for p in tracked() if p.suffix in CODE | {".md", ".toml", ".yml", ".json", ".po"}]
    assert [p.name for p in texts if own in p.read_text(errors="ignore")] == []
