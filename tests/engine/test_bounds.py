"""Any definition is loaded, or refused with line and sentence, in two seconds and 100 MB."""

from __future__ import annotations

import resource
import time

import pytest

from dossiers.engine import InvalidDefinition, load
from dossiers.engine.schema import MOST_ITEMS, MOST_RULES, Definition
from tests.engine.samples import DEFINITIONS, VALID

SECONDS = 5  # of processor: what has no bound takes minutes; a machine that does other things counts double
MEGABYTES = 100
LIMIT = "max: 7}"
TITLE = "fr: Un essai"
NUMBER = "kind: number, label: {fr: Jours, de: Tage}"


def changed(before: str, after: str) -> str:
    assert before in VALID
    return VALID.replace(before, after)


def of_steps(steps: str) -> str:
    head, _, rest = VALID.partition("steps:\n")
    return f"{head}steps:\n{steps}\n{rest[rest.index('declarations:') :]}"


def outcome(text: str) -> list[str]:
    """Load a definition within the bounds; return what is wrong with it, with lines."""
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    try:
        load(text)
        problems = []
    except InvalidDefinition as refusal:
        problems = [f"{one.line}: {one.message}" for one in refusal.problems]
    assert time.process_time() - began < SECONDS
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < MEGABYTES
    return problems


NUMBERS = [
    '"1e999999999"', '"-1e999999999"', '"1e-999999999"', '"0e999999999"', '"1E+5"', '"1e-5000"', '"NaN"',
    '"sNaN"', '"Infinity"', '"-Infinity"', '"1_000"', '"٣"', '" 5 "', '"+5"', '"5."', '"0x1F"', '"1/3"', '""',
    "true", "[1]", "{a: 1}", "1e999999999", "9" * 5000, f'"{"9" * 100_000}"', f'"0.{"1" * 100_000}"', ".inf",
    ".nan", "0x" + "f" * 20_000, "9999999999999999", "1:30", "2026-01-01",
]  # fmt: skip


@pytest.mark.parametrize("word", ["min", "max"])
@pytest.mark.parametrize("number", NUMBERS, ids=lambda one: one[:14])
def test_limits_are_numbers_written_in_figures(word, number):
    assert outcome(changed(LIMIT, f"{word}: 3}}")) == []
    problems = outcome(changed(LIMIT, f"{word}: {number}}}"))
    assert problems
    assert problems[0].startswith("31: ")


@pytest.mark.parametrize("number", ["0", "7", "-5", "7.5", "0.000001", "999999999999999", '"20000"', '"0.5"'])
def test_a_limit_in_figures_is_kept_as_it_is_written(number):
    figures = f"decimals: 6, min: -9, max: {number}"
    definition = load(changed(f"{NUMBER}, max: 7", f"{NUMBER}, {figures}"))
    again = Definition.model_validate(definition.content())
    assert again == definition
    assert f"{again.steps[1].fields[0].max:f}" == number.strip('"')


COUNTS = {
    "version: 1": ["version", "0", "2147483648", "9" * 5000, "1e9", '"1"', "1.5", ".inf", "true"],
    LIMIT: ["decimals", "7", "-1", "999999999999999999", "1e9"],
    "closes: 2026-12-31": ["decision_days", "0", "731", "9" * 5000, ".inf", '"5"'],
}


@pytest.mark.parametrize(
    ("before", "word", "number"),
    [(before, word, one) for before, (word, *many) in COUNTS.items() for one in many],
    ids=lambda one: str(one)[:14],
)
def test_counts_are_bounded(before, word, number):
    after = f"{word}: 1" + "}" * before.endswith("}")
    assert outcome(changed(before, after)) == []
    assert outcome(changed(before, after.replace("1", number)))


@pytest.mark.parametrize("operator", ["equals", "one_of", "at_least", "at_most"])
@pytest.mark.parametrize(
    "number", ["1e999999999", ".inf", "9" * 5000, "0x" + "f" * 20_000, "1:30"], ids=lambda one: one[:9]
)
def test_what_is_compared_is_a_number_in_figures(operator, number):
    written = "[%s]" if operator == "one_of" else "%s"
    assert outcome(changed("at_least: 5", f"{operator}: {written % 5}")) == []
    assert outcome(changed("at_least: 5", f"{operator}: {written % number}"))


RULE = "  - {require: {velo.prix: {at_least: %d}}, field: velo.prix, message: {fr: Non., de: Nein.}}"
FIELD = "      - {key: f%d, kind: number, label: {fr: L, de: L}%s}"
STEP = "  - key: s%d\n    title: {fr: T, de: T}\n    fields:\n%s"


def many_steps(condition, fields_each=50) -> str:
    """Return 20 steps of fields, each asked under what ``condition`` says of the one before."""
    steps, before = [], ""
    for step in range(20):
        fields = []
        for field in range(fields_each):
            fields.append(FIELD % (field, f", when: {condition(before)}" if before else ""))
            before = f"s{step}.f{field}"
        steps.append(STEP % (step, "\n".join(fields)))
    return of_steps("\n".join(steps))


RULES = "\n".join(RULE % number for number in range(MOST_RULES - 1))
LARGE = {
    "every rule that may be": (changed("rules:\n", f"rules:\n{RULES}\n"), True),
    "a chain of a thousand": (many_steps(lambda before: f"{{{before}: {{at_least: 1}}}}"), True),
    "a chain of choices": (
        many_steps(lambda one: f"{{any: [{{{one}: {{at_least: 1}}}}, {{{one}: 0}}]}}", fields_each=35),
        True,
    ),
    "too many rules": (
        changed("rules:\n", "rules:\n" + "\n".join(RULE % number for number in range(1300)) + "\n"),
        False,
    ),
    "too many papers": (
        changed("version: 1", "version: 1\nprepare:\n" + "  - {fr: a, de: b}\n" * (MOST_ITEMS + 1)),
        False,
    ),
    "too many laws": (
        changed("version: 1", "version: 1\nlegal_basis:\n" + "  - {fr: a, de: b}\n" * 3000),
        False,
    ),
    "too many declarations": (changed("[exactitude]", f"[{', '.join(['exactitude'] * 9000)}]"), False),
    "too many values": (changed("at_least: 5", f"one_of: {[*range(15_000)]}"), False),
    "too many channels": (VALID + "  - {gateway: https, service: essais}\n" * 3000, False),
    "a deep list": (changed("{fr: Un essai, de: Ein Versuch}", "[" * 50_000 + "]" * 50_000), False),
    "a deep condition": (
        changed("{not: {velo.type: cargo}}", "{not: " * 500 + "{velo.type: cargo}" + "}" * 500),
        False,
    ),
    "aliases of aliases": ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", False),
    "a huge file": ("a: " + "x" * 600_000, False),
    "many documents": ("---\na: b\n" * 30_000, False),
    "many keys": ("".join(f"k{number}: v\n" for number in range(40_000)), False),
    "many colons": (":" * 500_000, False),
    "many brackets": ("[" * 500_000, False),
    "many lines": ("\n" * 500_000, False),
    "many spaces": (" " * 500_000 + "a: b", False),
    "an endless address": (changed("service@exemple.be", "a@" + "a." * 5000 + "@"), False),
    "an endless key": (changed("key: jours", "key: " + "a_" * 100_000 + "!"), False),
    "an endless slug": (changed("slug: essai", "slug: " + "a-" * 100_000), False),
    "a distance beyond the calendar": (
        changed(f"{NUMBER}, max: 7", f"{NUMBER.replace('number', 'date')}, max: today - 99999999 years"),
        False,
    ),
    "quotations that never close": (changed(TITLE, f'fr: "{"« " * 1900}"'), True),
}  # fmt: skip


@pytest.mark.parametrize(("text", "is_right"), LARGE.values(), ids=LARGE.keys())
def test_a_definition_is_loaded_or_refused_soon(text, is_right):
    assert (outcome(text) == []) is is_right


HIDDEN = [r"\e", r"\a", r"\N", r"\L", r"\P", r"\v", r"\f", r"\b", r"\x9f", r"\u202e", r"\u200b", r"\u2066",
          r"\U000e0041", r"\ue000", r"\ufeff", r"\u061c"]  # fmt: skip


@pytest.mark.parametrize("escape", HIDDEN)
def test_a_text_with_what_nobody_sees_is_refused_at_its_line(escape):
    assert outcome(changed(TITLE, 'fr: "Un\\u00a0es\\u00adsai\\nici"')) == []
    problems = outcome(changed(TITLE, f'fr: "Un {escape} essai"'))
    assert len(problems) == 1
    assert problems[0].startswith("4: a text holds the character U+")


def test_the_shipped_definitions_are_far_from_the_bounds():
    files = [*DEFINITIONS.glob("*.yaml")]
    assert files
    for file in files:
        assert outcome(file.read_text(encoding="utf-8")) == []
