"""Says what was altered behind the portal's back: a registry of checks that any app may add to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass(frozen=True)
class Flaw:
    """One thing that does not agree with itself: which (an id), and how."""

    where: str
    what: str


checks: dict[str, Callable[[], Iterator[Flaw]]] = {}


def integrity_check(
    name: str,
) -> Callable[[Callable[[], Iterator[Flaw]]], Callable[[], Iterator[Flaw]]]:
    """Declare a check in an app's ``integrity_checks.py``: it reads, and yields what it finds wrong."""

    def declare(check: Callable[[], Iterator[Flaw]]) -> Callable[[], Iterator[Flaw]]:
        if checks.setdefault(name, check) is not check:
            raise ValueError(f"Two integrity checks are called {name}.")
        return check

    return declare
