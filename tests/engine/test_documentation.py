"""Every example of the documentation of the definition language is what a checker makes of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from dossiers.engine import InvalidDefinition, load
from dossiers.engine.kinds import KINDS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "definition-language.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
[WHOLE] = [block for block in BLOCKS if block.startswith("slug:")]
SECTIONS = {part.partition("\n")[0]: part for part in PAGE.split("\n## ")}


def rows(title: str) -> list[list[str]]:
    """Return the cells of a section's table, without its heading."""
    lines = [line for line in SECTIONS[title].splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]


def code(cell: str) -> str:
    return cell.strip().removeprefix("`").removesuffix("`")


def with_condition(written: str) -> str:
    """Return the whole example, its last field being asked under a condition."""
    return WHOLE.replace("rules:", f"        when: {written}\nrules:").replace(
        "{key: facture, kind: file, label: {fr: La facture, de: Die Rechnung}}",
        "key: facture\n        kind: file\n        label: {fr: La facture, de: Die Rechnung}",
    )


def test_the_whole_example_is_right():
    assert load(WHOLE).slug == "prime-velo"


@pytest.mark.parametrize("block", [block for block in BLOCKS if block != WHOLE])
def test_a_part_is_right_in_the_whole_example(block):
    words = yaml.safe_load(block)
    whole = {**yaml.safe_load(WHOLE), **words}
    assert load(yaml.safe_dump(whole, allow_unicode=True))
    replaced = "steps" if "steps" in words else "rules"
    assert load(re.sub(rf"^{replaced}:\n.*?(?=declarations:)", block, WHOLE, flags=re.DOTALL | re.MULTILINE))


@pytest.mark.parametrize("written", [code(row[0]) for row in rows("Conditions")])
def test_a_condition_is_right_in_the_whole_example(written):
    assert load(with_condition(written))
    with pytest.raises(InvalidDefinition, match="which is no field"):
        load(with_condition(re.sub(r"velo\.|usage\.", "absent.", written, count=1)))


@pytest.mark.parametrize(("written", "better"), [tuple(map(code, row[:2])) for row in rows("Writing texts")])
def test_a_text_is_refused_as_written_and_right_as_advised(written, better):
    def titled(text: str) -> str:
        lines = f"title: {text}" if text.startswith("{") else f"title:\n  {text}\n  de: Titel"
        return re.sub(r"^title:.*$", lambda _: lines, WHOLE, count=1, flags=re.MULTILINE)

    with pytest.raises(InvalidDefinition) as refusal:
        load(titled(written))
    assert refusal.value.problems[0].line in {4, 5}
    assert load(titled(better))


def test_every_kind_is_explained():
    named = {name for row in rows("Fields") for name in re.findall(r"`(\w+)`", row[0])}
    assert set(KINDS) <= named


def test_tables_are_read():
    assert (len(rows("Conditions")), len(rows("Writing texts"))) >= (12, 11)
