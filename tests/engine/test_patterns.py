"""The form of a text: said in words, met or refused, and never slow."""

from __future__ import annotations

import re
from time import process_time

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from dossiers.engine.checks import problems_of
from dossiers.engine.kinds import Facts
from dossiers.engine.patterns import checked_pattern
from tests.engine.samples import TODAY, definition, field, question, step, text

FORM = {
    "matches": "[A-Z]{2}-[0-9]{4}",
    "means": text("deux lettres et quatre chiffres"),
    "example": "AB-1234",
}
FACTS = Facts(TODAY)


def test_an_answer_of_that_form_is_kept_and_another_refused_in_the_authors_words():
    asked = question("text", pattern=FORM)
    assert asked.answer(" ab-1234 ", FACTS) == "AB-1234"
    assert asked.payload_schema()["pattern"] == "^(?:[A-Z]{2}-[0-9]{4})$"
    with override("fr"):
        assert str(asked.format_hint) == "Deux lettres et quatre chiffres, par exemple AB-1234."
        with pytest.raises(ValidationError) as refusal:
            asked.answer("AB1234", FACTS)
    assert "indiquez deux lettres et quatre chiffres, comme AB-1234" in refusal.value.messages[0]


@pytest.mark.parametrize(
    "pattern", ["[0-9]{3}|X[0-9]?", r"a\.b", "[^/]{1,50}", "é{2}", r"[\]\-a]{2}", "A|B|C"]
)
def test_a_plain_pattern_is_taken(pattern):
    assert checked_pattern(pattern) == pattern


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("[0-9]+", "write how often, as in [0-9]{1,20}"),
        ("a*", "write how often, as in [0-9]{0,20}"),
        ("(a|b){2}", "there are no groups"),
        ("^[0-9]{4}$", "the whole answer is compared: leave out ^"),
        (r"\d{4}", "[0-9] for a digit"),
        ("{4}", "write how often after a character"),
        ("[0-9", "a “]” is missing"),
        ("[]a", "a “]” is missing, or nothing stands between both"),
        ("[z-a]", "a span goes upwards"),
        ("a||b", "a possibility is empty"),
        ("[0-9]{4,2}", "from the lesser to the greater number"),
        ("[0-9]{1,999}", "200 at most"),
        ("a{0,50}" * 4, "it can be met in too many ways"),
        ("a?" * 30, "it can be met in too many ways"),
        ("[a--z]", "write each sign once"),
    ],
)
def test_another_is_refused_with_what_to_write(pattern, reason):
    with pytest.raises(ValueError, match=re.escape(reason)):
        checked_pattern(pattern)


def test_an_example_that_is_not_of_that_form_is_refused():
    wrong = field("x", pattern={**FORM, "example": "AB1234"})
    assert list(problems_of(definition(step("un", field("x", pattern=FORM))))) == []
    [finding] = problems_of(definition(step("un", wrong)))
    assert "its own example “AB1234” does not match" in finding.message


ATOMS = st.sampled_from(["a", "[ab]", "[^b]", ".", r"\.", "b"])
TIMES = st.sampled_from(["", "?", "{2}", "{0,40}", "{1,9}", "{0,200}"])
PATTERNS = st.lists(st.tuples(ATOMS, TIMES).map("".join), min_size=1, max_size=12).map("".join)


@given(PATTERNS, st.sampled_from(["a" * 1000, "ab" * 500, "b" * 1000, "a" * 999 + "!"]))
def test_no_answer_makes_a_pattern_slow(pattern, answer):
    try:
        checked_pattern(pattern)
    except ValueError:
        return
    began = process_time()
    re.fullmatch(pattern, answer)
    assert process_time() - began < 0.5
