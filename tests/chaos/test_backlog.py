"""What the benchmark of a backlog makes of its looks: the longest standstill, and memory that grows."""

from __future__ import annotations

import pytest

from benchmarks.backlog import growth, standstill


@pytest.mark.parametrize(
    ("waiting", "longest"),
    [
        ([(0, 50), (1, 40), (2, 30), (3, 0)], 1),
        ([(0, 50), (1, 50), (2, 50), (3, 0)], 3),
        ([(0, 50), (1, 40), (12, 39), (13, 0)], 11),
        ([(0, 50), (1, 40), (2, 40), (9, 40)], 8),
        ([(0, 50), (1, 40), (2, 45), (3, 44)], 2),
        ([(0, 0)], 0),
    ],
)
def test_standstill_is_the_longest_time_without_progress(waiting, longest):
    assert standstill(waiting) == longest


def test_memory_is_compared_at_both_ends():
    flat = growth([90_000_000, 100_000_000, 99_000_000, 100_000_000] * 5)
    assert flat["first"] == flat["last"] == 100.0
    grown = growth([1_000_000 * size for size in range(1, 21)])
    assert (grown["first"], grown["last"]) == (5.0, 20.0)
