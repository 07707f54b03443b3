"""Made-up extracts, and their import, for the tests of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from enterprises.register.importing.extract import open_extract
from enterprises.register.importing.report import Rejections
from enterprises.register.importing.run import import_extract
from monespace.simulators.bce.open_data.extracts import write_full, write_update

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from enterprises.models import RegisterImport

SEED = 7


class Bce:
    """A made-up BCE whose enterprises are known by rank and revision, and the register that follows it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rejections = Rejections(folder / "rejected.csv")

    def full(self, number: int, listed: dict[int, int], *, name: str = "", bad: int = 0) -> Path:
        """Write a full extract of ``listed``, revisions by rank."""
        path = self.folder / (name or f"full-{number}")
        write_full(path, seed=SEED, number=number, listed=sorted(listed.items()), bad=bad)
        return path

    def update(self, number: int, before: dict[int, int], after: dict[int, int]) -> Path:
        """Write the update that leads from one state to the other."""
        path = self.folder / f"update-{number}"
        changes = [
            (rank, before.get(rank), after.get(rank))
            for rank in sorted(before.keys() | after.keys())
            if before.get(rank) != after.get(rank)
        ]
        write_update(path, seed=SEED, number=number, changes=changes)
        return path

    def imported(
        self, path: Path, *, watch: Callable[[str, float], None] = lambda *_: None, accept_fewer: bool = False
    ) -> RegisterImport:
        """Import the extract at ``path``."""
        return import_extract(
            open_extract(path), rejections=self.rejections, watch=watch, accept_fewer=accept_fewer
        )


@pytest.fixture
def bce(db, tmp_path) -> Bce:
    return Bce(tmp_path)
