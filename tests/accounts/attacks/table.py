"""Counts the attack suite's cases by family and by how the identity provider signs, for who asks with -v."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath

from tests.accounts.attacks.modes import ACCEPTED, REFUSED

MODES = [mode.name for mode in (*ACCEPTED, *REFUSED)]
OTHER = "other"


def table(nodes: list[str]) -> list[str]:
    """Return the lines of the table of these test ids."""
    counts = Counter((_family(node), _mode(node)) for node in nodes)
    families = sorted({family for family, _mode in counts})
    columns = [*MODES, OTHER]
    lines = ["family".ljust(12) + "".join(column.rjust(21) for column in (*columns, "all"))]
    for family in families:
        row = [counts[family, column] for column in columns]
        lines.append(family.ljust(12) + "".join(str(count).rjust(21) for count in (*row, sum(row))))
    totals = [sum(counts[family, column] for family in families) for column in columns]
    lines.append("all".ljust(12) + "".join(str(count).rjust(21) for count in (*totals, sum(totals))))
    return lines


def _family(node: str) -> str:
    return PurePosixPath(node.partition("::")[0]).stem.removeprefix("test_")


def _mode(node: str) -> str:
    return next((mode for mode in MODES if mode in node), OTHER)
