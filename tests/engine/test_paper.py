"""Every question of a démarche is on its form on paper, with the room and the words that its kind wants."""

from __future__ import annotations

import pytest

from dossiers.engine.groups.question import GroupOfQuestions
from dossiers.engine.paper import Answer, on_paper
from tests.engine.samples import DEFINITIONS, TODAY, definition, field, step, text
from tests.engine.test_definitions import read

PATHS = sorted(DEFINITIONS.glob("*.yaml"))
OPTIONS = {key: text(key.upper()) for key in ("cargo", "kit")}
MANY = {f"o{rank}": text(f"Option {rank}") for rank in range(21)}


def entry(kind: str, **more):
    """Return the only question of a form, of a kind."""
    [sheet] = on_paper(definition(step("velo", field("question", kind, **more))), "fr", TODAY)
    [found] = sheet.entries
    assert found.label == "Question"
    return found


def labels(entries) -> list[str]:
    return [label for one in entries for label in (one.label, *labels(one.inside))]


def asked(questions, language: str) -> list[str]:
    found = []
    for question in questions:
        found.append(question.label(language))
        if isinstance(question, GroupOfQuestions):
            found += asked(question.questions, language)
    return found


@pytest.mark.parametrize("language", ["fr", "de", "nl", "en"])
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_nothing_of_a_demarche_is_left_out(path, language):
    demarche = read(path)
    sheets = on_paper(demarche, language, TODAY)
    assert [sheet.title for sheet in sheets] == [one.title(language) for one in demarche.steps]
    for sheet, one in zip(sheets, demarche.steps, strict=True):
        assert labels(sheet.entries) == asked(one.fields, language)


@pytest.mark.parametrize(
    ("kind", "more", "answer"),
    [
        ("text", {}, Answer(room="line")),
        ("long_text", {}, Answer(room="lines")),
        ("address", {}, Answer(room="lines")),
        ("yes_no", {}, Answer("Cochez une réponse.", ("Oui", "Non"))),
        ("choice", {"options": OPTIONS}, Answer("Cochez une réponse.", ("CARGO", "KIT"))),
        (
            "multiple_choice",
            {"options": OPTIONS, "other": True},
            Answer("Cochez toutes les réponses qui conviennent.", ("CARGO", "KIT", "Autre")),
        ),
        (
            "choice",
            {"options": MANY},
            Answer("Vous choisirez la réponse dans une liste, en ligne.", room="line"),
        ),
        ("file", {}, Answer("Document à ajouter en ligne.")),
        (
            "text",
            {"prefill": "person.last_name"},
            Answer("Le portail propose une réponse, que vous vérifiez.", room="line"),
        ),
        (
            "information",
            {"text": text("À lire."), "points": [text("Un"), text("Deux")]},
            Answer("À lire.\n– Un\n– Deux"),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_kind_says_how_it_is_answered(kind, more, answer):
    assert entry(kind, **more).answer == answer


def test_what_may_be_left_out_and_when_it_is_asked_is_said():
    first = step("velo", field("type", "choice", options=OPTIONS))
    second = step("kit", field("marque", optional=True, when={"velo.type": "kit"}), when={"velo.type": "kit"})
    _velo, kit = on_paper(definition(first, second), "fr", TODAY)
    assert kit.note.replace("\u00a0", " ") == "si « Type » : KIT"
    assert kit.entries[0].note.replace("\u00a0", " ") == "facultatif, si « Type » : KIT"


def test_group_shows_its_questions_once_and_how_often_they_are_asked():
    group = entry(
        "group",
        repeat={"item_label": text("Facture"), "max": 9},
        questions=[
            field("paye", "yes_no"),
            field("jour", "date", when={"paye": True}),
        ],
    )
    assert group.answer.words.replace("\u00a0", " ") == "À remplir pour chaque « Facture », 9 au plus."
    assert [(one.label, one.note) for one in group.inside] == [("Paye", ""), ("Jour", "selon vos réponses")]
