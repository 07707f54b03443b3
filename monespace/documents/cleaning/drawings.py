"""Plans and models of buildings, kept as they came: no tool here looks into them (ADR 0119)."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING, Final

from monespace.documents.cleaning.refusals import Reason, Unfit

if TYPE_CHECKING:
    from pathlib import Path

TAIL: Final = 512  # bytes
END_OF_MODEL: Final = re.compile(rb"END-ISO-10303-21;\s*\Z")  # ISO 10303-21, 5.2


def keep_drawing(source: Path, target: Path, *, kind: str) -> None:
    """Copy a plan (dwg) or a model of a building (ifc); raise Unfit for a model that was cut off."""
    if kind == "ifc":
        with source.open("rb") as content:
            content.seek(max(0, source.stat().st_size - TAIL))
            if not END_OF_MODEL.search(content.read()):
                raise Unfit(Reason.UNREADABLE)
    shutil.copyfile(source, target)
