"""The answers so far, as they travel in the page itself: judged anew each time, never trusted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from dossiers.engine.eligibility import Check, WrongState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from dossiers.engine import Definition

LONGEST_STATE: Final = 2000
"""Characters; encrypted, it still fits in a cookie."""


def written(definition: Definition, given: Mapping[str, Any]) -> str:
    """Return answers, ``{step.field: raw}``, with the version they are to, as a text for a hidden input."""
    return json.dumps([definition.version, list(given.items())], separators=(",", ":"))


def read(definition: Definition, text: str, *, today: date) -> Check:
    """Return where these answers lead; WrongState when they are not answers to this version's questions."""
    if len(text) > LONGEST_STATE:
        raise WrongState
    try:
        version, pairs = json.loads(text) if text else (definition.version, [])
        given = {str(name): raw for name, raw in pairs}
    except (ValueError, TypeError, RecursionError):
        raise WrongState from None
    if version != definition.version:
        raise WrongState
    return Check(definition, given, today=today)
