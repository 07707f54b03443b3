"""What a version changes of another is said in words, each change once, in the order of the file."""

from __future__ import annotations

import pytest
import yaml

from dossiers.engine import load
from dossiers.engine.comparing import changes_between
from tests.engine.samples import DEFINITIONS, VALID, field, text


def changed(before: str, after: str) -> list[str]:
    """Return what the sample changes when words of it are replaced."""
    assert before in VALID
    return changes_between(load(VALID), load(VALID.replace(before, after)))


def rewritten(change) -> list[str]:
    """Return what changes when a function changes the sample's data."""
    data = yaml.safe_load(VALID)
    change(data)
    return changes_between(load(VALID), load(yaml.safe_dump(data, allow_unicode=True, sort_keys=False)))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("fr: Un essai", "fr: Une épreuve", "title: French: “Une épreuve” instead of “Un essai”"),
        ("de: Verkäufer", "de: Händler", "question “velo.vendeur”, label: German: “Händler” instead of"),
        ("max: 20000", "max: 30000", "question “velo.prix”, max: 30000 instead of 20000"),
        ("min: 1, max: 20000", "min: 1", "question “velo.prix”, max: is gone; it was 20000"),
        ("min: 1,", "min: 1, optional: yes,", "question “velo.prix”: may stay blank now"),
        (
            "cargo: {fr: Cargo,",
            "cargo: {fr: Triporteur,",
            "question “velo.type”, option “cargo”, label: French: “Triporteur”",
        ),
        (
            "when: {type: kit}",
            "when: {type: cargo}",
            'question “velo.vendeur”, when: {"type": "cargo"} instead of {',
        ),
        ("closes: 2026-12-31", "closes: 2027-01-31", "closes: 2027-01-31 instead of 2026-12-31"),
        ("at_least: 5", "at_least: 6", 'rule at “velo.prix”: {"velo.prix": {"at_least": 6}} is required'),
        ("zu niedrig", "zu klein", "rule at “velo.prix”, message: German: “Der Preis ist zu klein.”"),
        ("[exactitude]", "[exactitude, controle]", "declaration “controle”: is new"),
        (
            "gateway: https, service: essais",
            "gateway: portal, service: essais",
            "delivery “portal to essais”: is new",
        ),
        ("audience: both", "audience: citizen", "audience: “citizen” instead of “both”"),
        (
            "email: service@exemple.be",
            "email: autre@exemple.be",
            "service, email: “autre@exemple.be” instead of",
        ),
        (
            "number, label: {fr: Jours, de: Tage}, max: 7",
            "text, label: {fr: Jours, de: Tage}",
            "question “usage.jours”: is of kind “text” instead of",
        ),
    ],
)
def test_a_change_is_said_where_it_stands(before, after, said):
    assert any(line.startswith(said) for line in changed(before, after))


def test_the_same_content_under_another_number_changes_nothing():
    assert changed("version: 1", "version: 2") == []


def test_a_question_comes_compulsory_or_not_and_goes():
    def add(data):
        fields = data["steps"][0]["fields"]
        fields.append(field("couleur"))
        fields.append(field("note", optional=True, when={"type": "kit"}))

    assert rewritten(add) == [
        "question “velo.couleur”: is new: “Couleur”, compulsory",
        'question “velo.note”: is new: “Note”, may stay blank, asked when {"type": "kit"}',
    ]
    data = yaml.safe_load(VALID)
    add(data)
    longer = load(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
    assert changes_between(longer, load(VALID))[0] == "question “velo.couleur”: is gone: “Couleur”"


def test_options_come_go_and_move():
    def change(data):
        options = data["steps"][0]["fields"][0]["options"]
        kit = options.pop("kit")
        data["steps"][0]["fields"][0]["options"] = {"pliant": text("Pliant"), "kit": kit, **options}

    assert rewritten(change) == [
        "question “velo.type”, option “pliant”: is new: “Pliant”",
        "question “velo.type”, options: the order is now pliant, kit, cargo",
    ]


def test_a_step_comes_and_goes():
    def drop(data):
        del data["steps"][1]

    assert rewritten(drop) == ["step “usage”: is gone: “Usage”"]


def test_a_translation_that_is_added_is_new_in_its_language():
    def translate(data):
        data["summary"]["nl"] = "Om te proberen."
        for part in (data["title"], data["service"]["name"], *(one["title"] for one in data["steps"])):
            part["nl"] = "Nederlands"
        for step in data["steps"]:
            for one in step["fields"]:
                one["label"]["nl"] = "Nederlands"
                for option in one.get("options", {}).values():
                    option["nl"] = "Nederlands"
        data["rules"][0]["message"]["nl"] = "Nederlands"

    said = rewritten(translate)
    assert len(said) == 12
    assert all("Dutch: " in line and line.endswith("is new") for line in said)


@pytest.mark.parametrize("path", sorted(DEFINITIONS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_part_of_a_whole_demarche_can_be_compared_with_another(path):
    whole, sample = load(path.read_text()), load(VALID)
    for before, after in ((sample, whole), (whole, sample)):
        changes = changes_between(before, after)
        assert len(changes) == len(set(changes)) > 10
        assert not [line for line in changes if "object at" in line]
