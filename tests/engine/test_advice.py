"""What a definition could do better is told with its line, apart from what is wrong."""

from __future__ import annotations

import pytest
import yaml

from dossiers.engine.advice.texts import MOST_WORDS, TO_REPLACE, sentences
from dossiers.engine.loading import load_with_advice
from tests.engine.samples import DEFINITIONS, VALID, complete, field, step, text


def advised(*steps, **more):
    """Return the advice on a definition of these steps, each as its line in the file and its message."""
    whole = {**yaml.safe_load(VALID), "rules": [], "steps": list(steps), **more}
    written = yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, width=1000)
    lines = written.splitlines()
    return [(lines[one.line - 1].strip(), one.message) for one in load_with_advice(written)[1]]


def named(words: str, key: str = "x", **more):
    return field(key, **{**more, "label": {"fr": words, "de": f"{words} (de)"}})


@pytest.mark.parametrize("path", sorted(DEFINITIONS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_demarches_of_the_repository_need_no_advice(path):
    assert load_with_advice(path.read_text())[1] == []


def test_a_text_that_is_the_same_in_two_languages_is_not_translated():
    label = {"fr": "Une longue réponse", "de": "une longue reponse"}
    [(line, message)] = advised(step("un", field("x", label=label)))
    assert line == "de: une longue reponse"
    assert "“de” is the same as the French text" in message
    assert not advised(step("un", field("x", label=text("Budget"))))


def test_a_national_number_is_asked_only_where_a_law_wants_it():
    [(_line, message)] = advised(step("un", field("x", "niss")))
    assert "date of birth" in message
    assert not advised(step("un", field("x", "date")))


def test_the_name_of_a_service_may_be_the_same_in_all_languages():
    service = {"name": text("SPW Mobilité Infrastructures"), "email": "a@exemple.be", "phone": "078 79 01 02"}
    assert not advised(step("un", field("x")), service=service)


def test_an_option_that_is_not_translated_is_found_on_its_line():
    options = {"a": text("Une seule fois"), "b": text("B")}
    [(line, _message)] = advised(step("un", complete("x", "choice", options=options)))
    assert line == "de: Une seule fois"


@pytest.mark.parametrize("language", ["fr", "de"])
def test_a_long_sentence_is_told_in_its_language(language):
    hint = {"fr": "Court.", "de": "Kurz."} | {language: "mot " * MOST_WORDS + "fin. Et puis."}
    [(line, message)] = advised(step("un", field("x", hint=hint)))
    assert line.startswith(f"{language}: mot")
    assert f"a sentence of {MOST_WORDS + 1} words" in message
    hint[language] = "mot " * (MOST_WORDS - 1) + "fin. " + "mot " * (MOST_WORDS - 1) + "fin !"
    assert not advised(step("un", field("x", hint=hint)))


def test_a_law_may_have_a_long_title():
    assert not advised(step("un", field("x")), legal_basis=[{"fr": "mot " * 60, "de": "Wort " * 60}])


def test_sentences_end_with_a_mark_and_a_space():
    assert len(sentences("Payez 1.250 € : voici. « Bien ! » Et 3.5 km\nFin")) == 5


@pytest.mark.parametrize("mark", TO_REPLACE)
def test_an_example_is_to_be_replaced(mark):
    [(line, message)] = advised(step("un", named(f"Nom {mark}")))
    assert line == f"fr: Nom {mark}"
    assert mark in message


def test_a_label_used_twice_in_a_step_is_told_at_the_second():
    twice = [named("Montant", "a"), named("MONTANT", "b")]
    [(line, message)] = advised(step("un", *twice))
    assert (line, "“a” has the same label" in message) == ("label:", True)
    assert not advised(step("un", twice[0]), step("deux", twice[1]))


def test_questions_of_a_group_are_looked_at_too():
    asked = [named("Montant", "a"), named("Montant", "b")]
    group = field("g", "group", repeat={"item_label": text("Facture")}, questions=asked)
    assert len(advised(step("un", group))) == 1


@pytest.mark.parametrize(
    ("label", "token"), [("Votre prénom", "given-name"), ("Nom", "family-name"), ("Nom et prénom", "name")]
)
def test_browsers_may_fill_in_a_name(label, token):
    [(line, message)] = advised(step("un", named(label)))
    assert (line, f"autocomplete: {token}" in message) == ("- key: x", True)
    for said in ({"autocomplete": "none"}, {"autocomplete": token}, {"prefill": "person.first_name"}):
        assert not advised(step("un", named(label, **said)))


@pytest.mark.parametrize("kind", ["email", "phone", "address"])
def test_two_questions_that_browsers_would_fill_in_alike(kind):
    first, second = field("a", kind), field("b", kind)
    [(line, message)] = advised(step("un", first), step("deux", second))
    assert (line, "the same in two questions" in message) == ("- key: b", True)
    assert not advised(step("un", first), step("deux", second | {"autocomplete": "none"}))


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Votre adresse e-mail", "email"),
        ("Numéro de compte", "iban"),
        ("GSM", "phone"),
        ("Adresse", "address"),
    ],
)
def test_a_text_that_has_a_kind_of_its_own(label, kind):
    [(_line, message)] = advised(step("un", named(label)))
    assert message.endswith(f"kind: {kind}")
    assert not advised(step("un", named(label, kind=kind)))


@pytest.mark.parametrize(
    ("labels", "is_ordered"),
    [
        ("Zoo Bus Cas Dos Eau Feu Gaz", False),
        ("Ane Bus Cas Dos Eau Feu Gaz", True),
        ("Zoo Bus", True),
        ("1.ha 2.ha 3.ha 10.ha 11.ha 12.ha 20.ha", True),
        ("9.ha 2.ha 3.ha 10.ha 11.ha 12.ha 20.ha", False),
    ],
)
def test_a_long_list_has_an_order(labels, is_ordered):
    options = {f"o{rank}": text(label) for rank, label in enumerate(labels.split())}
    assert bool(advised(step("un", complete("x", "choice", options=options)))) is not is_ordered


def test_a_condition_that_always_holds_is_needless():
    options = {"a": text("A"), "b": text("B")}
    always, sometimes = {"x": {"one_of": ["a", "b"]}}, {"x": "a"}
    choice = complete("x", "choice", options=options)
    [(line, message)] = advised(step("un", choice, field("y", when=always)))
    assert (line, "always holds" in message) == ("when:", True)
    assert not advised(step("un", choice, field("y", when=sometimes)))
    assert not advised(step("un", choice | {"optional": True}, field("y", when=always)))
    in_step = {"un.x": {"one_of": ["a", "b"]}}
    assert len(advised(step("un", choice), step("deux", field("y"), when=in_step))) == 1


def test_a_declaration_that_everybody_makes_needs_no_condition():
    choice = complete("x", "choice", options={"a": text("A"), "b": text("B")})

    def declaring(when):
        return ["exactitude", {"key": "y", "text": text("Vrai."), "when": when}]

    assert not advised(step("un", choice), declarations=declaring({"un.x": "a"}))
    [(line, message)] = advised(step("un", choice), declarations=declaring({"un.x": {"one_of": ["a", "b"]}}))
    assert (line, "always holds" in message) == ("when:", True)
