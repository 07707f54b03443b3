"""A démarche is begun, helped by an editor, checked and published from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError
from django.utils import timezone
from jsonschema_rs import Draft202012Validator

from dossiers.engine import load
from dossiers.models import DemarcheVersion
from tests.engine.samples import DEFINITIONS, VALID
from tests.engine.test_publishing import run


@pytest.fixture
def begun(tmp_path):
    code, said, _err = run("new_demarche", "prime-toiture", "--folder", tmp_path)
    path = tmp_path / "prime-toiture.yaml"
    assert (code, f"check_demarche {path}" in said) == (0, True)
    return path


@pytest.mark.django_db
def test_a_new_demarche_is_right_in_four_languages_and_may_be_published(begun):
    definition = load(begun.read_text(), str(begun))
    assert (definition.slug, definition.version) == ("prime-toiture", 1)
    assert all(getattr(definition.title, language) for language in ("fr", "de", "nl", "en"))
    assert definition.is_open(timezone.localdate())
    assert run("publish_demarche", begun)[0] == 0
    assert DemarcheVersion.objects.get().demarche.slug == "prime-toiture"


def test_a_new_demarche_says_what_is_left_to_replace(begun):
    code, said, warnings = run("check_demarche", begun)
    assert (code, "is right" in said) == (0, True)
    left = [
        number for number, line in enumerate(begun.read_text().splitlines(), 1) if '[à remplacer]"' in line
    ]
    assert [int(line.split(":")[1]) for line in warnings.splitlines()] == left
    assert all(": warning: this is an example" in line for line in warnings.splitlines())
    assert run("check_demarche", "--strict", begun)[:2] == (2, "")


def test_without_warnings_a_strict_check_succeeds(begun):
    own = begun.read_text()
    for mark in (" [à remplacer]", " [te vervangen]", " [to replace]", " [zu ersetzen]"):
        own = own.replace(mark, " (" + mark[2:4] + ")")
    begun.write_text(own)
    assert run("check_demarche", "--strict", begun)[::2] == (0, "")


def test_a_new_demarche_never_replaces_a_file(begun):
    begun.write_text("mine")
    with pytest.raises(CommandError, match="there already"):
        run("new_demarche", "prime-toiture", "--folder", begun.parent)
    assert begun.read_text() == "mine"


@pytest.mark.parametrize("code", ["Prime", "prime_velo", "../prime", "p" * 51])
def test_a_code_is_an_address(tmp_path, code):
    with pytest.raises(CommandError, match="cannot be an address"):
        run("new_demarche", code, "--folder", tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        run("new_demarche", "prime", "--folder", tmp_path / "absent")


def as_editors_read(text: str):
    """Return YAML as JSON, days being texts."""
    return json.loads(json.dumps(yaml.safe_load(text), default=str))


def schema():
    return Draft202012Validator(json.loads(run("definition_schema")[1]))


@pytest.mark.parametrize("path", sorted(DEFINITIONS.glob("*.yaml")), ids=lambda path: path.stem)
def test_editors_find_the_demarches_of_the_repository_right(path):
    assert [one.message for one in schema().iter_errors(as_editors_read(path.read_text()))] == []


def test_editors_find_a_new_demarche_and_the_examples_of_the_reference_right(begun):
    page = Path("docs/definition-language.md").read_text()
    whole = next(part for part in page.split("```yaml\n") if part.startswith("slug:")).partition("```")[0]
    for text in (begun.read_text(), whole, VALID):
        assert schema().is_valid(as_editors_read(text))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("kind: money", "kind: argent"),
        ("version: 1", "versio: 1"),
        ("cargo: {fr: Cargo, de: Lastenrad}", "cargo: {fr: Cargo}"),
        ("[exactitude]", "[exactitud]"),
        ("opens: 2026-01-01", "opens: [1]"),
    ],
)
def test_editors_mark_mistakes(right, wrong):
    assert right in VALID
    assert not schema().is_valid(as_editors_read(VALID.replace(right, wrong)))
