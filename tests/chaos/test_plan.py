"""A seed decides everything, and every kind of fault strikes."""

from __future__ import annotations

from benchmarks.chaos.plan import Kind, plan
from benchmarks.chaos.run import shares


def test_a_seed_plans_the_same_again_and_another_something_else():
    assert plan(7, rounds=2) == plan(7, rounds=2)
    assert plan(7) != plan(8)


def test_every_kind_strikes_in_each_round():
    for rounds in (1, 3):
        kinds = [fault.kind for fault in plan(5, rounds=rounds)]
        assert sorted(kinds) == sorted(list(Kind) * rounds)


def test_every_dossier_is_sent_once_whatever_the_shares():
    for seed in range(20):
        planned, drafts = plan(seed), [list("abcdefghijklmno"), list("pqrstuvwxyz"), []]
        given = shares(planned, drafts)
        assert len(given) == len(planned)
        for person, ids in enumerate(drafts):
            assert [one for share in given for one in share[person]] == ids
