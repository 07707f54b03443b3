"""What to prepare says of each document whether it may be left out, and when it is asked."""

from __future__ import annotations

import pytest

from dossiers.engine.preparing import to_prepare
from tests.engine.samples import DEFINITIONS, TODAY, definition, field, step, text
from tests.engine.test_definitions import read

OPTIONS = {key: text(key.upper()) for key in ("cargo", "kit", "autre")}
ASKED = step(
    "velo",
    field("type", "choice", options=OPTIONS),
    field("aides", "multiple_choice", options=OPTIONS),
    field("neuf", "yes_no"),
    field("prix", "money"),
    field("achat", "date"),
    field("note", optional=True),
)


def notes(when=None, *, step_when=None, optional=False, language="fr"):
    """Return what is said of the one document of a démarche."""
    more = {"when": when} if when else {}
    papers = step(
        "pieces",
        field("facture", "file", optional=optional, **more),
        **({"when": step_when} if step_when else {}),
    )
    [prepared] = to_prepare(definition(ASKED, papers, prepare=[]), language, TODAY)
    assert prepared.label == "Facture"
    return prepared.note.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"velo.type": "kit"}, "si « Type » : KIT"),
        ({"velo.type": {"one_of": ["kit", "cargo"]}}, "si « Type » : KIT ou CARGO"),
        ({"velo.aides": "kit"}, "si « Aides » : KIT"),
        ({"velo.neuf": True}, "si « Neuf » : Oui"),
        ({"not": {"velo.type": "kit"}}, "si « Type » : autre réponse que KIT"),
        ({"velo.prix": {"at_least": 1000}}, "si « Prix » : 1 000,00 € au moins"),
        ({"velo.prix": {"at_most": 1000}}, "si « Prix » : 1 000,00 € au plus"),
        ({"velo.achat": {"before": "2026-01-31"}}, "si « Achat » : avant le 31 janvier 2026"),
        ({"velo.achat": {"after": "2026-01-31"}}, "si « Achat » : après le 31 janvier 2026"),
        ({"velo.achat": {"not_before": "today"}}, "si « Achat » : à partir du 23 novembre 2026"),
        ({"velo.achat": {"not_after": "today"}}, "si « Achat » : jusqu’au 23 novembre 2026 inclus"),
        ({"velo.note": {"answered": True}}, "si vous répondez à « Note »"),
        ({"not": {"velo.note": {"answered": True}}}, "si vous ne répondez pas à « Note »"),
        ({"velo.type": "kit", "velo.neuf": False}, "si « Type » : KIT et « Neuf » : Non"),
        ({"any": [{"velo.type": "kit"}, {"velo.neuf": False}]}, "si « Type » : KIT ou « Neuf » : Non"),
        (
            {"all": [{"any": [{"velo.type": "kit"}, {"velo.neuf": False}]}, {"velo.neuf": True}]},
            "selon vos réponses",
        ),
        ({"not": {"velo.type": "kit", "velo.neuf": False}}, "selon vos réponses"),
        ({"any": [{"velo.prix": number} for number in range(4)]}, "selon vos réponses"),
    ],
)
def test_a_document_says_when_it_is_asked(when, expected):
    assert notes(when) == expected


def test_the_condition_of_the_step_counts_too():
    assert notes(step_when={"velo.type": "kit"}) == "si « Type » : KIT"
    assert notes({"velo.neuf": True}, step_when={"velo.type": "kit"}) == "si « Type » : KIT et « Neuf » : Oui"


def test_an_optional_document_says_so_and_a_required_one_says_nothing():
    assert notes() == ""
    assert notes(optional=True) == "facultatif"
    assert notes({"velo.neuf": True}, optional=True) == "facultatif, si « Neuf » : Oui"


def test_it_is_said_in_the_readers_language():
    assert [notes({"velo.neuf": True}, optional=True, language=one) for one in ("de", "nl", "en")] == [
        "freiwillig, wenn „Neuf“: Ja",
        "niet verplicht, als ‘Neuf’: Ja",
        "optional, if “Neuf”: Yes",
    ]


def test_the_definitions_own_list_comes_first():
    prepared = to_prepare(read(DEFINITIONS / "prime-velo.yaml"), "en", TODAY)
    assert [one.label for one in prepared[:2]] == ["Your bank account number", "Invoice in your name"]
    assert prepared[0].note == ""
