"""The démarches of the repository: complete, translated, possible to fill in."""

from __future__ import annotations

import pytest

from dossiers.engine import Journey, load, prefilled, summary, with_prefilled
from dossiers.engine.groups.items import Typed, new_id
from dossiers.engine.json_schema import language_schema, payload_schema
from dossiers.engine.kinds import KINDS
from dossiers.engine.schema import Definition
from tests.definitions.given import GIVEN
from tests.engine.samples import DEFINITIONS, TODAY, definition, field, form_of, step, stored_file
from tests.support.kinds import SAMPLES

FILE = "0b0f7f0e-7c8f-4b5e-9a39-2b5c1d1f5a11"
FILES = {FILE: stored_file()}
SOURCES = {
    "person.first_name": "Marie",
    "person.last_name": "Dupont",
    "person.email": "marie@exemple.be",
    "enterprise.name": "Boulangerie Lemaire SRL",
    "enterprise.number": "1999990144",
}
PLAUSIBLE = {kind: samples.typed_on(TODAY) for kind, samples in SAMPLES.items()} | {"file": [FILE]}
PATHS = sorted(DEFINITIONS.glob("*.yaml"))


def read(path):
    return load(path.read_text(), str(path))


def plausible(demarche, pick):
    """Answer everything; ``pick`` chooses among options, and yes or no."""
    answers, given = {}, GIVEN.get(demarche.slug, {})
    for step_, question in demarche.questions():
        answers.setdefault(step_.key, {})[question.key] = plausible_to(question, pick, given)
    return with_prefilled(answers, prefilled(demarche, SOURCES, today=TODAY))


def plausible_to(question, pick, given):
    """Answer one question; a group by the fewest items there may be, its conditions being met or not."""
    if question.kind == "group":
        answers = {key: plausible_to(inner, pick, given) for key, inner in question.asking.items()}
        return [Typed(new_id(), answers).kept() for _ in range(question.repeat.min)]
    raw, options = PLAUSIBLE.get(question.kind), [one.key for one in getattr(question, "options", ())]
    if question.kind == "yes_no":
        options = ["no", "yes"]
    if options:
        raw = [pick(options)] if isinstance(raw, list) else pick(options)
    if isinstance(raw, dict):
        return {part: given.get(f"{question.key}-{part}", value) for part, value in raw.items()}
    return given.get(question.key, raw)


def test_demarches_of_the_demo_are_there():
    audiences = {read(path).slug: read(path).audience for path in PATHS}
    assert (audiences["prime-velo"], audiences["sesam"]) == ("citizen", "enterprise")
    assert audiences["prime-habitation"] == "citizen"
    assert all(path.stem == read(path).slug for path in PATHS)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
@pytest.mark.parametrize("pick", [min, max])
def test_a_demarche_can_be_filled_in_with_plausible_answers(path, pick):
    demarche = read(path)
    journey = Journey(demarche, plausible(demarche, pick), today=TODAY, files=FILES)
    wrong = {
        step_.key: {key: error.messages for key, error in step_.errors.items()} for step_ in journey.steps
    }
    assert journey.is_complete, wrong
    assert 2 <= len(journey.steps) <= 7


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_demarche_speaks_four_languages(path):
    demarche = read(path)
    for language in ("fr", "de", "nl", "en"):
        assert getattr(demarche.title, language)
        for one in demarche.steps:
            assert form_of(demarche, one.key, language=language, files={}).fields


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_demarche_is_the_same_read_back_from_its_content(path):
    demarche = read(path)
    assert Definition.model_validate(demarche.content()) == demarche


def test_a_cargo_bicycle_needs_no_use_and_a_new_one_no_seller():
    demarche = read(DEFINITIONS / "prime-velo.yaml")
    answers = plausible(demarche, max) | {
        "velo": {"type": "cargo", "etat": "neuf", "date_achat": "1/2/2026", "prix": "900"}
    }
    journey = Journey(demarche, answers, today=TODAY, files=FILES)
    assert journey.is_complete
    assert "usage" not in journey.payload()
    assert "vendeur" not in journey.payload()["velo"]


def test_a_second_hand_bicycle_of_a_private_person_and_other_journeys_give_no_right():
    demarche = read(DEFINITIONS / "prime-velo.yaml")
    answers = plausible(demarche, max)
    answers["velo"]["professionnel"] = "yes"
    assert not Journey(demarche, answers, today=TODAY, files=FILES).exits
    for step_, changed in (("velo", {"professionnel": "no"}), ("usage", {"usage": "autre"})):
        others = answers | {step_: answers[step_] | changed}
        assert len(Journey(demarche, others, today=TODAY, files=FILES).exits) == 1


def test_a_recent_home_and_one_in_a_german_speaking_municipality_give_no_right():
    demarche = read(DEFINITIONS / "prime-habitation.yaml")
    address = {"street": "Klosterstraße", "number": "1", "locality": "Eupen", "country": "BE"}
    home = {"construction": "avant_1945", "proprietaires": "seul"}
    for changed, exits in (({"postcode": "4600"}, 0), ({"postcode": "4700"}, 1)):
        answers = {"logement": {**home, "adresse": address | changed}}
        assert len(Journey(demarche, answers, today=TODAY).exits) == exits
    recent = {"logement": home | {"construction": "plus_recent", "proprietaires": "autre"}}
    assert len(Journey(demarche, recent, today=TODAY).exits) == 2


def test_a_purchase_in_the_future_is_refused_where_the_date_is_asked():
    demarche = read(DEFINITIONS / "prime-velo.yaml")
    answers = plausible(demarche, max)
    answers["velo"]["date_achat"] = "24/11/2026"
    velo = Journey(demarche, answers, today=TODAY, files=FILES).step("velo")
    assert "ne peut pas être dans le futur" in velo.errors["date_achat"].messages[0]


def test_the_summary_says_every_question_and_answer_in_words():
    demarche = read(DEFINITIONS / "prime-velo.yaml")
    sections = summary(Journey(demarche, plausible(demarche, max), today=TODAY, files=FILES), "de")
    rows = {row.key: row for section in sections for row in section.rows}
    assert rows["type"].label == "Welche Art von Fahrrad haben Sie gekauft?"
    assert rows["date_achat"].value == "13. November 2026"
    assert rows["facture"].value == "facture.pdf"
    assert sections[0].rows[0].step == sections[0].key == "identite"


def test_the_summary_says_what_has_no_answer():
    demarche = definition(step("un", field("x", optional=True), field("y", "number")))
    rows = summary(Journey(demarche, {"un": {"y": "?"}}, today=TODAY), "fr")[0].rows
    assert [(row.value, row.is_answered) for row in rows] == [
        ("Pas de réponse", False),
        ("À corriger", False),
    ]


def test_the_landing_page_knows_the_time_needed():
    demarche = read(DEFINITIONS / "prime-velo.yaml")
    assert 5 <= demarche.minutes <= 20


def test_opening_and_closing_days_are_included():
    demarche = definition(step("un", field("x")))
    days = (
        demarche.opens.replace(year=2025),
        demarche.opens,
        demarche.closes,
        demarche.closes.replace(year=2027),
    )
    assert [demarche.is_open(day) for day in days] == [False, True, True, False]
    assert demarche.is_for("citizen")
    assert not read(DEFINITIONS / "sesam.yaml").is_for("citizen")


def test_schemas_describe_the_language_and_each_payload():
    language = language_schema()
    assert set(language["properties"]) == set(Definition.model_fields)
    for path in PATHS:
        demarche = read(path)
        payload = Journey(demarche, plausible(demarche, min), today=TODAY, files=FILES).payload()
        schema = payload_schema(demarche)
        for key, values in payload.items():
            for name, value in values.items():
                check(value, schema["properties"][key]["properties"][name])


def check(value, schema):
    """Compare a value with the part of JSON Schema that payloads use."""
    types = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}
    if "type" in schema:
        assert isinstance(value, types[schema["type"]])
    if "enum" in schema:
        assert value in schema["enum"]
    if schema.get("type") == "array":
        for item in value:
            check(item, schema["items"])
    if schema.get("type") == "object":
        assert set(schema["required"]) <= set(value) <= set(schema["properties"])
        for name, part in value.items():
            check(part, schema["properties"][name])


def test_every_kind_has_its_row_in_the_reference():
    reference = (DEFINITIONS.parent.parent / "docs" / "definition-language.md").read_text()
    assert [kind for kind in KINDS if f"| `{kind}` |" not in reference] == []
