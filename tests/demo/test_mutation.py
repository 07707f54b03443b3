"""What the mutation run breaks and the tests it asks are there; each mutant gets the tests that reach it."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from cosmic_ray.work_item import MutationSpec

from benchmarks.mutation import trying
from benchmarks.mutation.areas import AREAS, Area
from benchmarks.mutation.run import score
from benchmarks.mutation.trying import Copy, NotesMissing, Outcome, Reach
from monespace.demo.environment import CHECKOUT

CODE = """\
LIMIT = 3


def is_few(number):
    return number <= LIMIT


def is_even(number):
    return number % 2 == 0


def unused(number):
    return number > 1
"""
TESTS = """\
import pytest
from code_to_break import is_even, is_few


@pytest.mark.parametrize("number", [0, 1])
def test_few(number):
    assert is_few(number)


def test_even():
    assert is_even(2)
"""
AREA = Area(("code_to_break.py",), ("test_code.py",))


@pytest.mark.parametrize("name", sorted(AREAS))
def test_every_area_has_code_tests_and_mutants(name):
    area = AREAS[name]
    for pattern in area.code:
        assert list(CHECKOUT.glob(pattern)), pattern
    assert area.files()
    for folder in area.tests:
        assert (CHECKOUT / folder).is_dir(), folder


def test_the_same_mutants_are_drawn_each_time():
    area = replace(AREAS["permissions"], code=("dossiers/access.py",))
    many, drawn = area.draw(3)
    assert area.draw(3) == (many, drawn)
    assert len(set(map(str, drawn))) == 3 <= many
    assert {str(one.module_path) for one in drawn} == {"dossiers/access.py"}


def test_the_copy_is_a_repository_of_the_same_files(tmp_path):
    Copy.make(tmp_path)
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed, copied = (
        set(subprocess.run(command, cwd=place, check=True, capture_output=True, text=True).stdout.split("\n"))
        for place in (CHECKOUT, tmp_path)
    )
    assert "tests/demo/test_mutation.py" in copied <= listed


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """A checkout of one module and its tests."""
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setattr(trying, "PYTEST", tuple(word for word in trying.PYTEST if word != "-n0"))
    (tmp_path / "code_to_break.py").write_text(CODE)
    (tmp_path / "test_code.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    return Copy(tmp_path)


def at(line: int) -> MutationSpec:
    return MutationSpec(Path("code_to_break.py"), "core/NumberReplacer", 0, (line, 0), (line, 9))


def test_each_mutant_is_tried_by_the_tests_that_reach_its_lines(copy):
    reach = copy.reach(AREA)
    assert reach.tests_of(at(9)) == ["test_code.py::test_even"]
    assert sorted(reach.tests_of(at(5))) == ["test_code.py::test_few[0]", "test_code.py::test_few[1]"]
    assert len(reach.tests_of(at(1))) == 3  # what is done at import may matter to every test
    outcomes = {
        outcome: copy.outcome(at(line), CODE.replace(before, after), reach)
        for line, before, after, outcome in (
            (5, "<=", "<", Outcome.MISSED),
            (5, "<=", ">", Outcome.NOTICED),
            (9, "== 0", "!= 0", Outcome.NOTICED),
            (13, "> 1", ">= 1", Outcome.UNREACHED),
        )
    }
    assert list(outcomes) == list(outcomes.values())
    assert (copy.folder / "code_to_break.py").read_text() == CODE


def test_a_mutant_that_never_ends_is_given_up_and_counts_as_not_noticed(copy, monkeypatch):
    reach = copy.reach(AREA)
    monkeypatch.setattr(trying, "SECONDS", 3)
    endless = CODE.replace("    return number % 2", "    while True:\n        pass\n    return number % 2")
    outcome = copy.outcome(at(9), endless, reach)
    assert outcome is Outcome.UNDECIDED
    assert score([{"outcome": outcome}, {"outcome": Outcome.NOTICED}]) == 0.5


def test_a_test_that_fails_anyway_tells_nothing(copy):
    (copy.folder / "test_code.py").write_text(f"{TESTS}\n\ndef test_wrong():\n    assert is_even(1)\n")
    reach = copy.reach(AREA)
    assert reach.failed == ["test_code.py::test_wrong"]
    assert reach.tests_of(at(9)) == ["test_code.py::test_even"]


def test_tests_that_cannot_run_are_told(copy):
    with pytest.raises(NotesMissing, match=r"test_nowhere\.py"):
        copy.reach(replace(AREA, tests=("test_nowhere.py",)))


def test_the_quickest_tests_come_first():
    reached = {"code_to_break.py": {"5": ["slow", "quick", "gone", ""]}}
    assert Reach({"slow": 2.0, "quick": 0.1}, reached).tests_of(at(5)) == ["quick", "slow"]
