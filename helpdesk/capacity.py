"""As what, and how surely known, somebody did something, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from accounts.levels import method_words
from enterprises.rights.permissions import Role

if TYPE_CHECKING:
    from collections.abc import Mapping


def capacity_words(kept: Mapping[str, Any]) -> str:
    """Return role, means and level of assurance as kept with an act (``Actor.capacity``), in words."""
    if not kept.get("level"):
        return ""
    words = [str(Role(kept["role"]).label)] if kept["role"] else []
    known = {"means": method_words(kept["method"]), "level": kept["level"]}
    words.append(gettext("%(means)s, niveau %(level)s") % known)
    return ", ".join(words)
