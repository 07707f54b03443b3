"""How far a draft has come: which step is the next, of how many."""

from __future__ import annotations

from typing import NamedTuple


class Standing(NamedTuple):
    """The number of the step to go on with, counted from 1, of so many; None where only the review is left.

    Kept with the draft at each change, for lists: it follows from every answer, which none of them reads.
    """

    next_step: int | None
    step_count: int
