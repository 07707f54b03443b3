"""What nobody could ever meet is refused; what somebody could is not."""

from __future__ import annotations

import time
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers.engine import Journey
from dossiers.engine.checks import problems_of
from dossiers.engine.conditions import read_condition
from dossiers.engine.possibility import Possibility
from tests.engine.samples import TODAY, definition, field, step, text

OPTIONS = {key: text(key) for key in "abcd"}
ASKED = [
    field("texte", min_length=2),
    field("choix", "choice", options=OPTIONS),
    field("oui", "yes_no"),
    field("jour", "date"),
    field("recent", "date", min="today - 1 month", max="today"),
    field("nombre", "number", max=10),
    field("montant", "money", min=5, max=100),
    field("liste", "multiple_choice", options=OPTIONS, max_choices=2),
    field("paire", "multiple_choice", options=OPTIONS, min_choices=2, optional=True),
    field("fichier", "file"),
]
DEMARCHE = definition(step("un", *ASKED), step("deux", field("suite")))

POSSIBLE = [
    {"un.texte": "xy"},
    {"not": {"un.texte": "xy"}},
    {"un.choix": {"one_of": ["a", "b"]}},
    {"un.oui": True},
    {"all": [{"un.jour": {"after": "2026-01-01"}}, {"un.jour": {"before": "2026-01-03"}}]},
    {"un.jour": {"not_before": "2024-01-01", "not_after": "today"}},
    {"un.jour": {"not_before": "2026-12-31", "not_after": "today"}},
    {"un.jour": {"after": "today - 1 month", "before": "today - 29 days"}},
    {"un.jour": {"after": "today - 1 month", "before": "today + 1 week"}},
    {"un.jour": {"before": "9999-12-31", "after": "1850-01-01"}},
    {"un.recent": {"before": "2026-12-01", "after": "2026-11-28"}},
    {"un.nombre": {"at_least": 3, "at_most": 3}},
    {"un.nombre": {"at_least": 2.5, "at_most": 3.5}},
    {"un.montant": {"at_least": 100}},
    {"un.montant": {"at_least": 5.01, "at_most": 5.01}},
    {"all": [{"un.liste": "a"}, {"un.liste": "b"}]},
    {"all": [{"un.liste": {"one_of": ["a", "b"]}}, {"un.liste": {"one_of": ["c", "d"]}}]},
    {"all": [{"un.paire": "a"}, {"not": {"un.paire": "b"}}]},
    {"un.paire": {"answered": False}},
    {"un.fichier": {"answered": True}},
    {"any": [{"un.oui": True}, {"all": [{"un.choix": "a"}, {"un.choix": "b"}]}]},
    {"not": {"all": [{"un.oui": True}, {"un.choix": "a"}]}},
]
IMPOSSIBLE = [
    {"un.texte": "x"},
    {"un.texte": "deux  espaces"},
    {"all": [{"un.texte": "xx"}, {"un.texte": "yy"}]},
    {"all": [{"un.choix": "a"}, {"not": {"un.choix": {"one_of": ["a", "c"]}}}]},
    {"all": [{"not": {"un.choix": {"one_of": ["a", "b"]}}}, {"un.choix": {"one_of": ["a", "b"]}}]},
    {"all": [{"un.oui": True}, {"un.oui": False}]},
    {"all": [{"un.jour": {"after": "2026-01-01"}}, {"un.jour": {"before": "2026-01-02"}}]},
    {"un.jour": {"not_before": "2027-01-01", "not_after": "today"}},
    {"un.jour": {"not_before": "today", "before": "2026-01-01"}},
    {"un.jour": {"after": "today + 1 week", "before": "today - 1 month"}},
    {"un.jour": {"after": "today - 1 month", "before": "today - 30 days", "not_after": "2025-01-01"}},
    {"un.jour": {"before": "1850-01-01"}},
    {"un.recent": {"before": "2025-12-01"}},
    {"un.nombre": {"at_least": 11}},
    {"un.nombre": {"at_least": 4, "at_most": 3}},
    {"un.nombre": 2.5},
    {"un.nombre": {"at_least": 2.2, "at_most": 2.8}},
    {"un.montant": {"at_most": 4}},
    {"un.montant": 5.001},
    {"all": [{"un.liste": "a"}, {"un.liste": "b"}, {"un.liste": "c"}]},
    {"all": [{"un.paire": {"answered": True}}, *({"not": {"un.paire": key}} for key in "abc")]},
    {"all": [{"un.fichier": {"answered": True}}, {"un.fichier": {"answered": False}}]},
]


def can_hold(demarche, declared, **options):
    """Say whether a condition of the last step can hold."""
    possible = Possibility(demarche)
    return possible.of(possible.condition(read_condition(declared), demarche.steps[-1]), **options)


@pytest.mark.parametrize("declared", POSSIBLE, ids=str)
def test_what_somebody_could_answer_can_hold(declared):
    assert can_hold(DEMARCHE, declared)
    assert can_hold(DEMARCHE, declared, in_a_dossier=True)


@pytest.mark.parametrize("declared", IMPOSSIBLE, ids=str)
def test_what_contradicts_itself_cannot_hold(declared):
    assert not can_hold(DEMARCHE, declared)


@pytest.mark.parametrize("kind", ["choice", "multiple_choice"])
@pytest.mark.parametrize("operands", [1, 22, 200])
def test_many_options_take_no_time(kind, operands):
    keys = [f"o{rank}" for rank in range(300)]
    asked = field("x", kind, options={key: text(key) for key in keys})
    demarche = definition(step("un", asked), step("deux", field("suite")))
    began = time.process_time()
    assert can_hold(demarche, {"un.x": {"one_of": keys[:operands]}}, in_a_dossier=True)
    everything = {"all": [{"un.x": key} for key in keys[:operands]]}
    assert can_hold(demarche, everything) is (kind == "multiple_choice" or operands == 1)
    assert time.process_time() - began < 1


def test_a_condition_too_large_to_decide_is_given_the_benefit_of_the_doubt():
    holes, pigeons = range(9), range(10)
    asked = [field(f"p{pigeon}_{hole}", "yes_no") for pigeon in pigeons for hole in holes]
    demarche = definition(step("un", *asked[:45]), step("deux", *asked[45:]), step("trois", field("x")))
    name = {f"p{p}_{h}": f"{'un' if p < 5 else 'deux'}.p{p}_{h}" for p in pigeons for h in holes}
    housed = [{"any": [{name[f"p{p}_{h}"]: True} for h in holes]} for p in pigeons]
    apart = [
        {"not": {name[f"p{p}_{h}"]: True, name[f"p{q}_{h}"]: True}}
        for h in holes
        for p in pigeons
        for q in range(p)
    ]
    began = time.process_time()
    assert can_hold(demarche, {"all": [*housed, *apart]})
    assert time.process_time() - began < 5


KEYS = ("a", "b", "c")
REFERENCES = {
    "un.choix": st.sampled_from(KEYS),
    "un.liste": st.sampled_from(KEYS),
    "un.oui": st.booleans(),
    "un.suite": st.sampled_from(KEYS),
}
COMPARISONS = st.sampled_from(sorted(REFERENCES)).flatmap(
    lambda name: st.one_of(
        st.builds(lambda operand: {name: operand}, REFERENCES[name]),
        st.builds(lambda flag: {name: {"answered": flag}}, st.booleans()),
    )
)
CONDITIONS = st.recursive(
    COMPARISONS,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=4)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=4)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=8,
)
SETS = [[key for key, is_in in zip(KEYS, row, strict=True) if is_in] for row in product([0, 1], repeat=3)]
EVERY_ANSWER = [
    {"choix": choice, "liste": chosen, "oui": yes, "suite": more}
    for choice, chosen, yes, more in product(["", *KEYS], SETS, ["", "yes", "no"], ["", *KEYS])
]


@settings(max_examples=60, deadline=None)
@given(CONDITIONS, st.sampled_from(["a", "b"]), st.booleans())
def test_what_is_decided_is_what_every_dossier_shows(declared, shown_for, is_optional):
    options = {key: text(key) for key in KEYS}
    demarche = definition(
        step(
            "un",
            field("choix", "choice", options=options),
            field("liste", "multiple_choice", options=options, max_choices=2, optional=is_optional),
            field("oui", "yes_no", optional=True),
            field("suite", "choice", options=options, when={"choix": shown_for, "oui": True}),
        ),
        step("deux", field("fin", optional=True), when=declared),
        step("trois", field("fin", optional=True)),
    )
    journeys = (Journey(demarche, {"un": answers}, today=TODAY) for answers in EVERY_ANSWER)
    met = any(journey.is_complete and journey.step("deux") is not None for journey in journeys)
    assert can_hold(demarche, declared, in_a_dossier=True) is met
    reported = [finding for finding in problems_of(demarche) if finding.path == ("steps", 1, "when")]
    assert bool(reported) is not met
