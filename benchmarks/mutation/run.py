"""Measures what the tests notice: breaks the code in small ways, one at a time, and counts what they miss.

Works on a copy of the checkout, with the mutants of Cosmic Ray. The tests of an area run once, watched; then
each mutant costs the tests that reach its lines, the quickest first, up to the first that fails. A sample is
drawn; the same seed draws the same one. The figures are kept after each mutant.
"""

from __future__ import annotations

import difflib
from collections import Counter
from typing import TYPE_CHECKING, Any

from benchmarks.mutation.areas import AREAS
from benchmarks.mutation.trying import Copy, Outcome
from benchmarks.report import keep, table
from monespace.demo.places import passing_folder

if TYPE_CHECKING:
    from cosmic_ray.work_item import MutationSpec

DEFAULT_SAMPLE = 40  # mutants of each area


def run(sample: int = DEFAULT_SAMPLE) -> dict[str, Any]:
    """Break ``sample`` places of each area and return what became of each."""
    measured: dict[str, Any] = {"sample": sample, "areas": {}}
    with passing_folder("monespace-mutants-") as folder:
        copy = Copy.make(folder)
        for name, area in AREAS.items():
            mutants, drawn = area.draw(sample)
            tried: list[dict[str, Any]] = []
            measured["areas"][name] = {"mutants": mutants, "tried": tried}
            print(f"{name}: watching {', '.join(area.tests)}", flush=True)
            reach = copy.reach(area)
            print(f"{name}: {len(reach.seconds)} tests; these fail by themselves: {reach.failed}", flush=True)
            for mutation in drawn:
                if code := copy.code(mutation):
                    outcome = copy.outcome(mutation, code, reach)
                    tried.append(told(copy, mutation, code, outcome))
                    tell(name, tried)
                    keep("mutation", measured)
    return measured


def told(copy: Copy, mutation: MutationSpec, code: str, outcome: Outcome) -> dict[str, Any]:
    """Return what is kept of a mutant; of one that was not noticed, what it changes."""
    path = str(mutation.module_path)
    kept = {
        "place": f"{path}:{mutation.start_pos[0]}",
        "operator": mutation.operator_name,
        "outcome": outcome,
    }
    if outcome is not Outcome.NOTICED:
        before = (copy.folder / path).read_text()
        changes = difflib.unified_diff(before.splitlines(), code.splitlines(), path, path, lineterm="", n=1)
        kept["diff"] = "\n".join(changes)
    return kept


def tell(area: str, tried: list[dict[str, Any]]) -> None:
    """Print the score so far, and the last mutant."""
    last = tried[-1]
    print(f"{area} {len(tried)}: {score(tried):.0%} noticed; {last['outcome']}: {last['place']}", flush=True)
    if "diff" in last:
        print(last["diff"], flush=True)


def score(tried: list[dict[str, Any]]) -> float:
    """Return the share of mutants that tests noticed; one that took too long to tell was not."""
    return Counter(one["outcome"] for one in tried)[Outcome.NOTICED] / max(len(tried), 1)


def show(measured: dict[str, Any]) -> None:
    """Print the score of each area; what was missed was printed as it went."""
    table(
        ("area: what was noticed", "tried, of", "score"),
        (
            (name, f"{len(found['tried'])}, {found['mutants']}", f"{score(found['tried']):.0%}")
            for name, found in measured["areas"].items()
        ),
    )
