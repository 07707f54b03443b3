"""Loading a definition: what is wrong is refused with its line and a reason."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dossiers.engine import InvalidDefinition, Problem, load
from tests.engine.mistakes import changed, line_at, problems
from tests.engine.samples import VALID


def refusal_of(text: str) -> list[Problem]:
    try:
        load(text)
    except InvalidDefinition as refusal:
        return refusal.problems
    return []


def test_a_right_definition_is_loaded():
    definition = load(VALID)
    assert (definition.slug, definition.version) == ("essai", 1)
    assert definition.title("de") == "Ein Versuch"
    assert [step.key for step in definition.steps] == ["velo", "usage"]


SILENT = "kind: information, label: {fr: Lire, de: Lesen}, text: {fr: À lire., de: Bitte lesen.}"
MISTAKES = {
    "an unknown kind": ("kind: bce_number", "kind: bce", "unknown kind “bce”; the kinds are text, long_text"),
    "a later field": ("{type: kit}", "{usage.jours: 3}", "“usage.jours”, which is only asked later"),
    "an unknown field": ("{velo.type: cargo}", "{velo.typ: cargo}", "“velo.typ”, which is no field"),
    "an unknown option": ("{velo.type: cargo}", "{velo.type: tandem}", "“tandem” is not one of its options"),
    "an unfit comparison": ("{velo.type: cargo}", "{velo.type: {before: today}}", "is of kind choice"),
    "an unfit operand": ("{at_least: 5}", "{at_least: beaucoup}", "at_least and at_most expect a number"),
    "an unknown comparison": ("{at_least: 5}", "{atleast: 5}", "“atleast” is not a comparison"),
    "a repeated step": ("- key: usage", "- key: velo # again", "the step “velo” stands twice"),
    "a repeated field": ("key: prix,", "key: type,", "the field “type” stands twice"),
    "a repeated word": ("opens: 2026-01-01", "audience: citizen", "“audience” stands twice here"),
    "a missing translation": ("{fr: Type, de: Art}", "{fr: Type}", "the German translation “de” is missing"),
    "a translation too few": (
        "de: Ein Versuch",
        "de: Ein Versuch, nl: Een proef",
        "the translation “nl” is missing",
    ),
    "a field that looks at itself": (
        "{type: kit}",
        "{vendeur: {answered: true}}",
        "the very field it is about",
    ),
    "a reference like another": ("field: velo.prix", "field: prix", "no field; did you mean “velo.prix”?"),
    "a list of conditions": ("{not: {velo.type: cargo}}", "[{velo.type: cargo}]", "stand in {all: […]}"),
    "a joining word of its own": (
        "{not: {velo.type: cargo}}",
        "{or: [{velo.type: kit}]}",
        "“or” cannot join",
    ),
    "one condition for any": ("{not: {velo.type: cargo}}", "{any: {velo.type: kit}}", "{any: [{…}, {…}]}"),
    "a misplaced not": ("{not: {velo.type: cargo}}", "{velo.type: {not: cargo}}", "{not: {velo.type: …}}"),
    "a number between quotes": ("{at_least: 5}", '{at_least: "5"}', "expect a number, without quotes"),
    "a day as a number": (
        "{at_least: 5}",
        "{at_least: 2026-01-31}",
        "for days write not_before and not_after",
    ),
    "options as a list": (
        "options:\n          cargo: {fr: Cargo, de: Lastenrad}\n          kit: {fr: Kit, de: Satz}",
        "options:\n          - cargo: {fr: Cargo, de: Lastenrad}\n          - kit: {fr: Kit, de: Satz}",
        "write the options without “- ”",
    ),
    "an unreachable step": (
        "{not: {velo.type: cargo}}",
        "{all: [{velo.type: cargo}, {velo.type: kit}]}",
        "nobody can reach the step “usage”",
    ),
    "a condition out of bounds": (
        "{not: {velo.type: cargo}}",
        "{velo.prix: {at_least: 30000}}",
        "nobody can reach the step “usage”",
    ),
    "an unreachable field": ("{type: kit}", "{all: [{type: kit}, {not: {type: kit}}]}", "be asked “vendeur”"),
    "min above max": ("min: 1, max: 20000", "min: 30000, max: 20000", "min 30000 is more than max 20000"),
    "an unknown declaration": ("[exactitude]", "[honnetete]", "unknown declaration “honnetete”"),
    "closing before opening": ("closes: 2026-12-31", "closes: 2025-12-31", "before it opens on 2026-01-01"),
    "a day that does not exist": ("closes: 2026-12-31", "closes: 2026-13-31", "“2026-13-31” is no date"),
    "a bad slug": ("slug: essai", "slug: Essai Libre", "use small letters, digits and single hyphens"),
    "a bad key": ("- key: usage", "- key: Usage", "small letters, digits and single underscores"),
    "a bad level": ("version: 1", "version: 1\nlevel: 400", "expected 450 or 500"),
    "a bad audience": ("audience: both", "audience: tous", "expected 'citizen', 'enterprise' or 'both'"),
    "an unknown word": ("closes: 2026-12-31", "close: 2026-12-31", "did you mean “closes”?"),
    "a missing word": ("slug: essai\nversion: 1", "slug: essai", "“version” is missing"),
    "a step without fields": (
        "fields:\n      - {key: jours, kind: number, label: {fr: Jours, de: Tage}, max: 7}",
        "fields: []",
        "“fields” is empty",
    ),
    "a step that asks nothing": (
        "kind: number, label: {fr: Jours, de: Tage}, max: 7",
        SILENT,
        "asks nothing",
    ),
    "a rule on no field": ("field: velo.prix", "field: velo.pris", "“velo.pris”, which is no field"),
    "a key that is taken": ("key: jours", "key: action", "the key “action” is taken"),
    "a key that means a day": ("key: jours", "key: today", "the key “today” is taken"),
    "an option that is no text": ("kit: {fr: Kit", "no: {fr: Kit", "“no” is not read as text"),
    "an unfit prefill": ("min: 1,", "prefill: person.email,", "does not fit a field of kind money"),
    "an unknown source": ("min: 1,", "prefill: person.age,", "is not authentic data"),
    "a version that is no number": ("version: 1", "version: un", "“version” must be a whole number"),
    "a text that is no text": ('phone: "078 79 01 02"', "phone: 78", "“phone” must be a text"),
    "a version too high": ("version: 1", "version: 2147483648", "at most 2147483647"),
    "an escape of no character": (
        "slug: essai",
        'slug: "\\U00110000"',
        "an escape (\\U…) names no character",
    ),
    "an escape out of bounds": ("slug: essai", 'slug: "\\UFFFFFFFF"', "an escape (\\U…) names no character"),
    "a null character": ("{fr: Type, de: Art}", '{fr: "Ty\\0pe", de: Art}', "the character U+0000"),
}
ELSEWHERE = {
    "a translation too few": "summary:",
    "a bad level": "level: 400",
    "a step that asks nothing": "- key: usage",
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_reported_with_its_line_when_the_file_has(mistake):
    before, after, reason = MISTAKES[mistake]
    text = changed(VALID, before, after)
    expected = line_at(text, text.rindex(ELSEWHERE.get(mistake, after)))
    found = problems(text)
    assert any(line == expected and reason in message for line, message in found), (expected, found)


def test_all_mistakes_are_reported_at_once_when_there_are_several():
    found = problems(changed(VALID, "version: 1", "version: un").replace("kind: number", "kind: nombre"))
    assert [line for line, _ in found] == [2, 31]


def test_the_line_inside_a_long_condition_is_named():
    long = "\n      all:\n        - {velo.type: kit}\n        - {velo.pri: {at_least: 5}}"
    assert [line for line, _ in problems(changed(VALID, " {not: {velo.type: cargo}}", long))] == [32]


@pytest.mark.parametrize(
    ("files", "megabytes", "is_right"), [(20, 50, True), (15, 40, True), (20, 51, False), (21, 1, False)]
)
def test_one_field_takes_files_within_the_limits_of_a_request(files, megabytes, is_right):
    assert (not problems_of_files((files, megabytes))) is is_right


@pytest.mark.parametrize(
    ("fields", "is_right"),
    [
        ([(15, 10), (10, 10)], True),
        ([(20, 10)] * 5, True),
        ([(20, 10)] * 5 + [(1, 1)], False),
        ([(20, 1)] * 5 + [(1, 1)], False),
        ([(20, 50), (1, 1)], False),
    ],
)
def test_the_files_of_a_step_fit_in_one_request(fields, is_right):
    found = problems_of_files(*fields)
    assert (not found) is is_right
    assert all("spread them over more steps" in one for one in found)


def problems_of_files(*fields: tuple[int, int]) -> list[str]:
    """Return what is wrong with a step of file fields: how many files, of how many megabytes."""
    asked = "".join(
        f"\n      - {{key: p{rank}, kind: file, label: {{fr: P, de: P}}, max_files: {files}, max_mb: {size}}}"
        for rank, (files, size) in enumerate(fields)
    )
    added = f"steps:\n  - key: pieces\n    title: {{fr: Pièces, de: Belege}}\n    fields:{asked}"
    return [one.message for one in refusal_of(changed(VALID, "steps:", added))]


def test_aliases_are_refused_before_they_swell():
    bomb = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n"
    assert [(line, "anchors (&name) are not used here" in message) for line, message in problems(bomb)] == [
        (1, True)
    ]
    [(line, message)] = problems("a: *b")
    assert (line, "aliases (*name) are not used here" in message) == (1, True)


def test_merge_keys_are_refused():
    assert problems("a: {<<: {b: c}}")[0][0] == 1


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b", "null", "\x00", "a: b\n--- \nc: d"])
def test_what_is_no_definition_is_refused(text):
    assert problems(text)


@given(st.text())
def test_any_text_is_refused_in_words(text):
    with pytest.raises(InvalidDefinition) as refusal:
        load(text)
    assert refusal.value.problems


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.sampled_from(["steps", "title", "service", "rules", "declarations", "delivery", "prepare"]), VALUES)
def test_any_value_in_a_place_is_accepted_or_refused_in_words(word, value):
    text = yaml.safe_dump(yaml.safe_load(VALID) | {word: value})
    found = refusal_of(text)
    assert all(problem.message and problem.line >= 1 for problem in found)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["{gateway: https, service: essais}"], "https to “essais” stands twice; once is enough"),
        (
            ["{gateway: portal, service: essais}", "{gateway: portal, service: autres}"],
            "a second service would handle the dossiers in the portal; only one can",
        ),
    ],
)
def test_each_way_to_a_service_stands_once_and_one_leads_to_the_portal(more, said):
    assert len(load(VALID + "  - {gateway: portal, service: essais}\n").delivery) == 2
    text = VALID + "".join(f"  - {channel}\n" for channel in more)
    assert problems(text) == [(len(text.splitlines()), said)]
