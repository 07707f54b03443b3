"""The words between braces of a text kept ready: ``{reference}``, ``{demarche}``, ``{echeance}``."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from dossiers.messages.errors import NoDueDay, UnknownPlaceholder

if TYPE_CHECKING:
    from collections.abc import Mapping


class Placeholder(StrEnum):
    """What a text may name; it is filled in for one dossier."""

    REFERENCE = "reference"
    DEMARCHE = "demarche"
    DUE_DAY = "echeance"


KNOWN = re.compile(rf"{{({'|'.join(Placeholder)})}}")


def require_known(text: str) -> None:
    """Raise UnknownPlaceholder when a text holds other words between braces, or a brace alone."""
    if re.search(r"[{}]", KNOWN.sub("", text)):
        raise UnknownPlaceholder


def filled(text: str, values: Mapping[Placeholder, str]) -> str:
    """Return a text, its placeholders filled in. Raises NoDueDay when it needs a day and there is none."""
    if Placeholder.DUE_DAY in KNOWN.findall(text) and not values[Placeholder.DUE_DAY]:
        raise NoDueDay
    return KNOWN.sub(lambda found: values[Placeholder(found[1])], text)
