"""How the simulated Banque-Carrefour answers from now on."""

from __future__ import annotations

import time
from enum import StrEnum

SLOW_SECONDS = 8


class Behaviour(StrEnum):
    """How it answers."""

    ANSWER = "answer"
    FAIL = "fail"
    SLOW = "slow"
    NONSENSE = "nonsense"

    @property
    def label(self) -> str:
        """What it does, in words."""
        return {
            Behaviour.ANSWER: "Répondre",
            Behaviour.FAIL: "Être indisponible : 503",
            Behaviour.SLOW: f"Répondre après {SLOW_SECONDS} secondes",
            Behaviour.NONSENSE: "Répondre autre chose que ce qui est convenu",
        }[self]


class Switch:
    """The behaviour chosen by a person or a script."""

    chosen = Behaviour.ANSWER

    def wait(self) -> None:
        """Keep the caller waiting while slow, no longer once that changes."""
        deadline = time.monotonic() + SLOW_SECONDS
        while self.chosen == Behaviour.SLOW and time.monotonic() < deadline:
            time.sleep(0.05)


switch = Switch()
