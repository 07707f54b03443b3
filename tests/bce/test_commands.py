"""``import_bce`` says what it does and what it left behind; ``generate_bce_sample`` gives the same twice."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from enterprises.models import Enterprise
from enterprises.register.importing.progress import Progress

SAMPLE = {"enterprises": 30, "changes": 20}


def run(*arguments, **options) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def extracts(tmp_path):
    return [*map(str, run("generate_bce_sample", tmp_path / "sample", **SAMPLE).split())]


def test_a_full_extract_and_its_update_are_imported_and_told(db, extracts, tmp_path):
    full, update = extracts
    said = run("import_bce", full, report=tmp_path / "report.csv")
    assert "Extract 1 (full)" in said
    assert "insert enterprise: 30 rows" in said
    assert "Every line was usable." in said
    assert "insert enterprise: 2 rows" in run("import_bce", update)
    assert Enterprise.objects.count() == 32
    assert not (tmp_path / "report.csv").exists()


def test_rejected_lines_are_told_counted_and_written_to_the_report(db, tmp_path):
    [path] = run("generate_bce_sample", tmp_path / "bad", enterprises=30, bad_lines=26, zip=True).split()
    said = run("import_bce", path, report=tmp_path / "report.csv")
    assert "26 lines could not be used" in said
    assert "enterprise.csv:32: the number has wrong check digits" in said
    assert "and 6 more" in said
    assert len((tmp_path / "report.csv").read_text().splitlines()) == 27
    assert Enterprise.objects.count() == 30


def test_a_refusal_is_one_sentence(db, extracts):
    with pytest.raises(CommandError, match="No full extract has been imported yet"):
        run("import_bce", extracts[1])


def test_a_sample_is_the_same_each_time(tmp_path):
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        run("generate_bce_sample", folder, seed=5, **SAMPLE)
    one, two = ({p.relative_to(f): p.read_bytes() for p in f.rglob("*.csv")} for f in folders)
    assert one == two
    assert len(one) == 7 + 12


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_a_bar_on_a_terminal_and_one_line_a_step_elsewhere():
    from django.core.management.base import OutputWrapper

    for out, expected in ((Terminal(), "100%"), (io.StringIO(), "  read x.csv: 0.0 s\n")):
        with Progress(OutputWrapper(out)) as progress:
            for share in (0.0, 0.5, 1.0):
                progress("read x.csv", share)
        assert expected in out.getvalue()
        assert ("█" in out.getvalue()) is isinstance(out, Terminal)
