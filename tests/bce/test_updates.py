"""A full extract and its updates lead to the same register as the full extract of the last state."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path

from django.db import transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from enterprises.models import Enterprise, Establishment
from tests.bce.conftest import Bce
from tests.bce.test_resuming import fields, register

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)  # shrinking states of databases takes minutes
RANKS = st.integers(min_value=0, max_value=9)
STATES = st.dictionaries(RANKS, st.integers(min_value=0, max_value=12), max_size=8)


def in_force() -> dict[str, list]:
    """What the register says, without the day on which each stopped entity was first missing."""
    found = register()
    for name, model in (("enterprises", Enterprise), ("establishments", Establishment)):
        stop = fields(model).index("stopped_on")
        found[name] = [(*row[:stop], row[stop] is not None, *row[stop + 1 :]) for row in found[name]]
    return found


def reached(states: list[dict[int, int]], *, by_updates: bool) -> dict[str, list]:
    """Return the register after ``states`` one after the other, then forget it."""
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        bce = Bce(Path(folder))
        bce.imported(bce.full(1, states[0]))
        for number, (before, after) in enumerate(pairwise(states), start=2):
            path = bce.update(number, before, after) if by_updates else bce.full(number, after)
            bce.imported(path, accept_fewer=True)
        assert bce.rejections.total == 0
        found = in_force()
        transaction.set_rollback(True)
    return found


@settings(
    deadline=None, max_examples=8, phases=QUICK, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example([{4: 0, 3: 5}, {}, {4: 6, 0: 0}])
@given(st.lists(STATES, min_size=2, max_size=4))
def test_updates_lead_where_full_extracts_lead(db, states):
    assert reached(states, by_updates=True) == reached(states, by_updates=False)


@settings(
    deadline=None, max_examples=4, phases=QUICK, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STATES, STATES)
def test_what_is_listed_reads_as_in_a_register_that_is_new(db, before, after):
    new, updated = reached([after], by_updates=False), reached([before, after], by_updates=True)
    for name, model in (("enterprises", Enterprise), ("establishments", Establishment)):
        stop = fields(model).index("stopped_on")
        assert [row for row in updated[name] if not row[stop]] == new[name]
    listed = {row[0] for row in new["names"]}
    assert [row for row in updated["names"] if row[0] in listed] == new["names"]
