"""A definition of three hundred fields with formulas is checked while its author waits."""

from __future__ import annotations

from time import process_time

import yaml

from dossiers.engine import load
from tests.engine.samples import VALID, field, step, text

ENOUGH = 2.0  # seconds of a processor; a quarter of it is used
KINDS = ["address", "period", "multiple_choice", "file", "number", "money", "date"]
WORDS = {"multiple_choice": {"options": {key: text(key) for key in "ab"}}, "file": {"optional": True}}


def large() -> str:
    """Return a definition of twenty steps, each of whose fields depends on the step before."""
    steps = []
    for rank in range(20):
        fields = [field(f"f{place}", kind, **WORDS.get(kind, {})) for place, kind in enumerate(KINDS * 2)]
        for one in fields[1:] if rank else ():
            one["when"] = f"s{rank - 1}.f4 > {len(fields)}"
        value = f"s{rank}.f5 * 20 % + s{rank}.f12"
        steps.append(step(f"s{rank}", *fields, field("total", "computed", result="money", value=value)))
    rules = [
        {
            "require": f"s{rank}.f6 <= s{rank + 1}.f6 + 1 day",
            "field": f"s{rank}.f6",
            "message": text("Trop tard."),
        }
        for rank in range(19)
    ]
    return yaml.safe_dump({**yaml.safe_load(VALID), "steps": steps, "rules": rules}, allow_unicode=True)


def test_three_hundred_fields_are_checked_in_a_moment():
    began = process_time()
    definition = load(large())
    assert process_time() - began < ENOUGH
    assert sum(len(one.fields) for one in definition.steps) == 300
