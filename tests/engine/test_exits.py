"""Exits and warnings, as a definition says them: checked when loaded, decided by the answers."""

from __future__ import annotations

import re

import pytest

from dossiers.engine import Journey, load
from dossiers.engine.exits import cautions_met
from dossiers.engine.json_schema import language_schema
from tests.engine.mistakes import changed, problems
from tests.engine.samples import TODAY, VALID, definition, field, step, text

WORDS = {
    "when": "{type: kit}",
    "title": "{fr: Ce vélo n’ouvre pas le droit., de: Kein Anrecht.}",
    "reason": "{fr: Le décret l’exclut., de: Das Dekret schließt es aus.}",
    "legal_basis": "{text: {fr: Article 3., de: Artikel 3.}, link: 'https://exemple.be/decret'}",
    "way_on": "{text: {fr: Voyez la prime au kit., de: Siehe andere Prämie.}, demarche: prime-kit}",
}
MESSAGE = "{fr: Ce prix est élevé., de: Dieser Preis ist hoch.}"


def exit_in(**words: str) -> str:
    """Return a definition whose first step has an exit."""
    said = {**WORDS, **words}
    lines = "\n".join(f"        {word}: {value}" for word, value in said.items() if value)
    return changed(VALID, "  - key: usage\n", f"    exits:\n      -\n{lines}\n  - key: usage\n")


def warning_in(when: str, message: str = MESSAGE) -> str:
    lines = f"    warnings:\n      - when: {when}\n        message: {message}\n  - key: usage\n"
    return changed(VALID, "  - key: usage\n", lines)


WRONG = {
    "an unknown field": (exit_in(when="{couleur: rouge}"), "when", "“couleur”, which is no field"),
    "a later field": (exit_in(when="{usage.jours: 5}"), "when", "which is only asked later"),
    "an unknown option": (exit_in(when="{type: tandem}"), "when", "not one of its options"),
    "what does not compare": (exit_in(when="velo.prix >= 100"), "when", "write “100 €”|cannot be compared"),
    "what nobody answers": (exit_in(when="{prix: {at_least: 30000}}"), "when", "nobody meets this exit"),
    "what nobody is asked": (
        exit_in(when="{type: cargo, vendeur: {answered: true}}"),
        "when",
        "nobody meets this exit",
    ),
    "what everybody answers": (
        exit_in(when="{type: {one_of: [cargo, kit]}}"),
        "when",
        "everybody who could send meets this exit.*narrow",
    ),
    "what everybody who keeps the rules answers": (
        exit_in(when="{prix: {at_least: 5}}"),
        "when",
        "everybody who could send",
    ),
    "a missing translation": (exit_in(reason="{fr: Le décret l’exclut.}"), "reason", "German translation"),
    "no article": (exit_in(legal_basis=""), "when", "“legal_basis” is missing"),
    "no way on": (exit_in(way_on=""), "when", "“way_on” is missing"),
    "a link that is no page": (
        exit_in(legal_basis="{text: {fr: Article 3., de: Artikel 3.}, link: 'javascript:alert(1)'}"),
        "legal_basis",
        "write the whole address of a page, as in https://",
    ),
    "two ways on": (
        exit_in(
            way_on="{text: {fr: Ici., de: Hier.}, demarche: prime-kit, link: 'https://exemple.be/'}",
        ),
        "way_on",
        "keep “demarche”, or “link”",
    ),
    "a way on to itself": (
        exit_in(way_on="{text: {fr: Ici., de: Hier.}, demarche: essai}"),
        "way_on",
        "this very démarche",
    ),
    "a word of another language": (exit_in(titre="{fr: Non., de: Nein.}"), "titre", "did you mean “title”"),
    "no condition": (exit_in(when=""), "title", "“when” is missing"),
    "a condition on nothing": (exit_in(when="1 = 1"), "when", "names no field"),
    "a warning about a later field": (warning_in("{usage.jours: 5}"), "- when", "only asked later"),
    "a warning that nobody meets": (
        warning_in("{prix: {at_most: 0}}"),
        "- when",
        "nobody meets this warning",
    ),
    "a warning without words": (warning_in("{type: kit}", ""), "message", "must be|is empty"),
}


def test_an_exit_and_a_warning_that_make_sense_are_loaded():
    found = load(exit_in())
    assert found.steps[0].exits[0].way_on.demarche == "prime-kit"
    assert (
        load(warning_in("{prix: {at_least: 9000}}")).steps[0].warnings[0].message.fr == "Ce prix est élevé."
    )
    assert "exits" not in load(VALID).content()["steps"][0]


@pytest.mark.parametrize("what", WRONG)
def test_one_that_makes_no_sense_is_refused_with_its_line_and_what_to_write(what):
    written, word, message = WRONG[what]
    [(line, told)] = problems(written)
    assert re.search(message, told), told
    lines = written.splitlines()
    assert lines[line - 1].strip().startswith(word), lines[line - 1]


def test_two_exits_under_one_condition_are_refused():
    second = "\n".join(f"        {word}: {value}" for word, value in WORDS.items())
    written = changed(exit_in(), "  - key: usage\n", f"      -\n{second}\n  - key: usage\n")
    [(_line, told)] = problems(written)
    assert "another exit of this step has this very condition" in told


def test_editors_learn_both_words():
    step_schema = language_schema()["$defs"]["Step"]["properties"]
    assert {"exits", "warnings"} <= set(step_schema)
    assert set(language_schema()["$defs"]["Exit"]["required"]) == set(WORDS)


def an_exit(when: object) -> dict[str, object]:
    said = {"text": text("Article 3.")}
    words = {"title": text("Non."), "reason": text("Parce que."), "legal_basis": said, "way_on": said}
    return {"when": when, **words}


def met(answers, *exits, visited=(), steps=None):
    built = definition(
        *(steps or [step("a", field("oui", "yes_no"), field("libre", "number", optional=True))]),
        step("b", field("plus", "yes_no", when={"a.oui": True}), exits=[an_exit(when) for when in exits]),
    )
    journey = Journey(built, answers, today=TODAY, visited=visited)
    return [one.when.data() for _step, one in journey.exits]


OPPOSITE = {"not": {"a.oui": True}}


@pytest.mark.parametrize(
    ("answers", "visited", "is_met"),
    [
        ({}, (), False),
        ({"a": {"oui": "peut-être"}}, ("a",), False),
        ({"a": {"oui": "yes"}}, ("a",), False),
        ({"a": {"oui": "no"}}, (), True),
    ],
)
def test_an_exit_is_met_once_the_answers_are_there_and_not_before(answers, visited, is_met):
    assert bool(met(answers, OPPOSITE, visited=visited)) is is_met


def test_an_answer_left_out_counts_once_the_person_went_on():
    blank = {"a.libre": {"answered": False}}
    assert met({"a": {"oui": "no"}}, blank) == []
    assert met({"a": {"oui": "no"}}, blank, visited={"a"}) == [blank]


def test_an_answer_that_hangs_on_another_waits_for_it():
    without = {"not": {"plus": True}}
    assert met({"a": {}}, without, visited={"a", "b"}) == []
    assert met({"a": {"oui": "yes"}}, without, visited={"a"}) == []
    assert met({"a": {"oui": "yes"}, "b": {"plus": "no"}}, without) != []


def test_what_others_cannot_change_is_told_at_once():
    """One of two conditions is enough: the other answer is not waited for."""
    either = {"any": [{"a.oui": False}, {"a.libre": {"at_least": 5}}]}
    assert met({"a": {"oui": "no"}}, either) != []
    assert met({"a": {"oui": "yes"}}, either) == []


def test_an_exit_of_a_step_that_does_not_apply_is_not_met():
    here = step("c", field("x"), when={"a.oui": True}, exits=[an_exit({"a.libre": {"at_least": 5}})])
    first = step("a", field("oui", "yes_no"), field("libre", "number", optional=True))
    answers = {"a": {"oui": "no", "libre": "9"}}
    assert not Journey(definition(first, here), answers, today=TODAY).exits
    answers["a"]["oui"] = "yes"
    assert Journey(definition(first, here), answers, today=TODAY).exits


def test_warnings_are_called_for_by_the_answers_and_stop_nobody():
    one = step(
        "a",
        field("prix", "money"),
        warnings=[{"when": {"prix": {"at_least": limit}}, "message": text("Cher.")} for limit in (10, 100)],
    )
    journey = Journey(definition(one), {"a": {"prix": "50"}}, today=TODAY, visited={"a"})
    assert list(cautions_met(journey, journey.definition.steps[0])) == [0]
    assert journey.is_complete
    assert not journey.exits
