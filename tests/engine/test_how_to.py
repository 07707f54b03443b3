"""Who follows the guide « Add a démarche » word for word has a démarche published: its commands run here."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dossiers.catalogue.selectors import newest_definition, published_demarches
from tests.engine.test_publishing import run

GUIDE = Path("docs/how-to/add-a-demarche.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"^python3 manage\.py (.+)$", re.MULTILINE)
SLUG = "prime-toiture"


def commands(section: str) -> list[list[str]]:
    """Return the words of the commands in the sections of the guide whose title begins so."""
    parts = [part for part in GUIDE.split("\n## ") if part.startswith(section)]
    assert len(parts) == 1
    return [line.split() for line in COMMAND.findall(parts[0])]


def outcome(words: list[str]) -> tuple[int, str]:
    """Run a command of the guide where the author stands; what it redirects goes to a file."""
    code, said, wrong = run(*(words[: words.index(">")] if ">" in words else words))
    if ">" in words:
        Path(words[-1]).write_text(said, encoding="utf-8")
    return code, said + wrong


@pytest.fixture
def checkout(tmp_path, monkeypatch, settings):
    """A folder to write démarches in, where the author stands."""
    (tmp_path / "dossiers" / "definitions").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    settings.BASE_DIR = tmp_path
    return tmp_path


@pytest.mark.django_db
def test_the_guide_leads_to_a_published_demarche_and_its_next_version(checkout, client):
    file = checkout / "dossiers" / "definitions" / f"{SLUG}.yaml"
    assert commands("1. ") == [["demo"]]
    for step, said in (("2. ", "is written"), ("3. ", "$schema"), ("5. ", "warning: this is an example")):
        [words] = commands(step)
        code, told = outcome(words)
        assert (code, said in told) == (0, True), told
    assert json.loads((checkout / "demarche.schema.json").read_text())["properties"]["slug"]
    file.write_text(re.sub(r" \[(à|zu|te|to) [a-z]+\]", "", file.read_text()))
    [publishing] = commands("6. ")
    assert f"{SLUG}, version 1, is published." in outcome(publishing)[1]
    assert client.get(f"/demarches/{SLUG}/").status_code == 200
    assert [one.slug for one in published_demarches(search="toiture")] == [SLUG]

    file.write_text(file.read_text().replace("version: 1", "version: 2").replace("max: 20000", "max: 30000"))
    trying, comparing = commands("Change a published")
    change = "question “demande.montant”, max: 30000 instead of 20000"
    assert change in outcome(trying)[1]
    assert newest_definition(SLUG).version == 1
    assert outcome(publishing)[0] == 0
    assert outcome(comparing) == (0, f"{change}\n")
    assert newest_definition(SLUG).version == 2


def test_the_settings_of_the_guide_are_json():
    [settings] = re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)
    assert json.loads(settings)["yaml.yamlVersion"] == "1.1"
