"""The time limit of a decision in a definition: what may be said of it, and what is refused."""

from __future__ import annotations

import pytest

from dossiers.engine import InvalidDefinition, load
from dossiers.engine.json_schema import language_schema
from dossiers.engine.limits import Limit
from dossiers.engine.schema import Definition
from tests.engine.samples import VALID
from tests.engine.test_documentation import code, rows

CLOSES = "closes: 2026-12-31\n"
LAW = "legal_basis: {fr: Décret., de: Dekret.}"
DECLARED = f"""\
decision:
  amount: 40
  unit: working_days
  start: receipt
  next_working_day: yes
  calendar: spw
  {LAW}
  silence:
    means: refusal
    {LAW}
"""


def with_limit(written: str) -> Definition:
    assert CLOSES in VALID
    return load(VALID.replace(CLOSES, f"{CLOSES}{written}"))


def refusal_of(written: str) -> list[str]:
    """Return what is wrong, the line counted from the first one of ``written``."""
    with pytest.raises(InvalidDefinition) as refusal:
        with_limit(written)
    first = VALID[: VALID.index(CLOSES) + len(CLOSES)].count("\n")
    return [f"{problem.line - first}: {problem.message}" for problem in refusal.value.problems]


def test_a_limit_is_read_and_kept_as_declared():
    definition = with_limit(DECLARED)
    limit = definition.limit
    assert limit is definition.decision
    assert (limit.amount, limit.unit, limit.start, limit.calendar) == (40, "working_days", "receipt", "spw")
    assert (limit.silence.means, limit.silence.legal_basis("de")) == ("refusal", "Dekret.")
    assert Definition.model_validate(definition.content()) == definition


def test_a_limit_in_short_is_of_calendar_days_from_the_complete_dossier():
    definition = with_limit("decision_days: 45\n")
    assert definition.limit == Limit(amount=45, unit="calendar_days", start="completeness")
    assert definition.limit.silence is None
    assert "decision" not in definition.content()


def test_a_demarche_may_have_no_limit():
    assert load(VALID).limit is None


MISTAKES = {
    "nothing that sets it": (f"  {LAW}\n  silence", "  silence", ["1: “legal_basis” is missing"]),
    "no amount": ("  amount: 40\n", "", ["1: “amount” is missing"]),
    "nothing to wait": ("amount: 40", "amount: 0", ["2: “amount” must be at least 1"]),
    "a day too many": ("amount: 40", "amount: 731", ["2: “amount” must be at most 730"]),
    "an unknown unit": ("working_days", "weeks", ["3: “unit” cannot be “weeks”; expected 'calendar_days'"]),
    "an unknown start": ("receipt", "opening", ["4: “start” cannot be “opening”; expected 'receipt' or"]),
    "no truth": ("day: yes", "day: lundi", ["5: “next_working_day” must be yes or no, not “lundi”"]),
    "an unknown calendar": ("spw", "ville", ["6: “calendar” cannot be “ville”; expected 'legal', 'spw' or"]),
    "an unknown silence": ("refusal", "nothing", ["9: “means” cannot be “nothing”; expected 'approval' or"]),
    "silence without law": (f"    {LAW}\n", "", ["8: “legal_basis” is missing"]),
    "an unknown word": ("means:", "mean:", ["8: “means” is missing", "9: “mean” is not a word"]),
    "months of a century": (
        "40\n  unit: working_days",
        "61\n  unit: months",
        ["2: a limit has 60 months at most"],
    ),
    "two limits": ("decision:\n", "decision_days: 9\ndecision:\n", ["1: the limit stands twice; keep"]),
}


@pytest.mark.parametrize(("before", "after", "expected"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_line(before, after, expected):
    with_limit(DECLARED)
    assert DECLARED.count(before) == 1
    found = refusal_of(DECLARED.replace(before, after))
    assert len(found) == len(expected)
    assert all(problem.startswith(start) for problem, start in zip(found, expected, strict=True)), found


@pytest.mark.parametrize("amount", [1, 60])
def test_a_limit_of_months_goes_to_five_years(amount):
    written = DECLARED.replace("40\n  unit: working_days", f"{amount}\n  unit: months")
    assert with_limit(written).limit.amount == amount


def test_editors_and_readers_are_told_every_word():
    told = language_schema()["$defs"]["DecisionLimit"]["properties"]
    assert set(told) == set(Limit.model_fields)
    assert [code(row[0]) for row in rows("The time limit of the decision")] == list(Limit.model_fields)
