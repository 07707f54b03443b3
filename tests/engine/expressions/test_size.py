"""A definition of three hundred fields with formulas is checked while its author waits."""

from __future__ import annotations

import json
from time import process_time

import yaml

from dossiers.engine import load
from tests.engine.samples import VALID, complete, field, step, text
from tests.support.kinds import SAMPLES

ENOUGH = 2.0  # seconds of a processor; a quarter of it is used
OTHERS = sorted(SAMPLES)


def large() -> str:
    """Return a definition of twenty steps, each of whose fields depends on the step before."""
    steps = []
    for rank in range(20):
        others = [complete(f"f{place}", OTHERS[(rank + place) % len(OTHERS)]) for place in range(10)]
        for one in others if rank else ():
            one["when"] = f"s{rank - 1}.nombre > 14"
        total = field("total", "computed", result="money", value=f"s{rank}.prix * 20 % + s{rank}.frais")
        counted = [field("prix", "money"), field("frais", "money"), field("nombre", "number")]
        steps.append(step(f"s{rank}", *counted, field("jour", "date"), *others, total))
    rules = [
        {
            "require": f"s{rank}.jour <= s{rank + 1}.jour + 1 day",
            "field": f"s{rank}.jour",
            "message": text("Trop tard."),
        }
        for rank in range(19)
    ]
    words = {**yaml.safe_load(VALID), "steps": steps, "rules": rules}
    return yaml.safe_dump(json.loads(json.dumps(words, default=str)), allow_unicode=True)


def test_three_hundred_fields_are_checked_in_a_moment():
    began = process_time()
    definition = load(large())
    assert process_time() - began < ENOUGH
    assert sum(len(one.fields) for one in definition.steps) == 300
