"""Declarations under a condition: checked when loaded, decided by the answers, asked by the form."""

from __future__ import annotations

import pytest

from dossiers.engine import InvalidDefinition, Journey, load
from dossiers.engine.json_schema import language_schema
from dossiers.filling.forms import DeclarationsForm
from tests.engine.samples import TODAY, VALID


def declaring(when: str, *, usual: str = "exactitude, ") -> str:
    """Return a definition with a declaration under a condition, after the usual ones."""
    own = f"{{key: montage, when: {when}, text: {{fr: Je monte le kit., de: Ich baue den Satz ein.}}}}"
    return VALID.replace("declarations: [exactitude]", f"declarations: [{usual}{own}]")


@pytest.mark.parametrize(("kind", "made"), [("kit", ["exactitude", "montage"]), ("cargo", ["exactitude"])])
def test_answers_decide_which_declarations_are_made(kind, made):
    journey = Journey(load(declaring("{velo.type: kit}")), {"velo": {"type": kind}}, today=TODAY)
    assert [one.key for one in journey.declarations] == made
    assert list(DeclarationsForm(journey).fields) == [f"declaration_{key}" for key in made]


def test_a_condition_on_nothing_answered_asks_for_nothing():
    journey = Journey(load(declaring("{velo.type: kit}")), {}, today=TODAY)
    assert [one.key for one in journey.declarations] == ["exactitude"]


@pytest.mark.parametrize(
    ("when", "usual", "message"),
    [
        ("{velo.couleur: rouge}", "exactitude, ", "“velo.couleur”, which is no field"),
        ("{type: kit}", "exactitude, ", "did you mean “velo.type”"),
        ("{velo.prix: {at_most: 0}}", "exactitude, ", "nobody makes the declaration “montage”"),
        ("{all: [{velo.type: cargo}, {velo.vendeur: {answered: true}}]}", "exactitude, ", "nobody makes"),
        ("{velo.type: kit}", "", "leave out “when” of one, or add exactitude"),
    ],
)
def test_a_condition_that_makes_no_sense_is_refused_with_its_line(when, usual, message):
    assert load(declaring("{velo.type: kit}"))
    written = declaring(when, usual=usual)
    with pytest.raises(InvalidDefinition, match=message) as refusal:
        load(written)
    line = next(rank for rank, one in enumerate(written.splitlines(), 1) if one.startswith("declarations:"))
    assert [problem.line for problem in refusal.value.problems] == [line]


def test_a_definition_without_conditions_keeps_its_content():
    [declaration] = load(VALID).content()["declarations"]
    assert set(declaration) == {"key", "text"}


def test_the_schema_for_editors_knows_the_condition():
    assert "when" in language_schema()["$defs"]["Declaration"]["properties"]
