"""In which language and with which browser a journey is made: each language, with or without scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext, ngettext


@dataclass(frozen=True)
class Setting:
    """Who makes the journey, in which language, with which browser."""

    language: str
    persona: str
    has_scripts: bool
    width: int

    @property
    def browser(self) -> dict[str, Any]:
        """What ``new_person`` takes."""
        return {
            "java_script_enabled": self.has_scripts,
            "viewport": {"width": self.width, "height": 800},
        }

    def says(self, text: str, **values: object) -> str:
        """Return a text of the portal in the journey's language, with what is filled in."""
        with translation.override(self.language):
            return gettext(text) % values if values else gettext(text)

    def counts(self, one: str, many: str, count: int) -> str:
        """Return a text of the portal that counts, in the journey's language."""
        with translation.override(self.language):
            return ngettext(one, many, count) % {"count": count}

    def __str__(self) -> str:
        return f"{self.language}, {'scripts' if self.has_scripts else 'no scripts'}, {self.width} px"


SETTINGS = [
    Setting("fr", "citoyen", has_scripts=True, width=360),
    Setting("de", "citoyenne-de", has_scripts=False, width=360),
    Setting("nl", "collaborateur", has_scripts=True, width=1280),
    Setting("en", "un-seul-nom", has_scripts=False, width=1280),
]
"""Each language, each kind of browser and each width, whose personas read that language."""
