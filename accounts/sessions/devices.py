"""What is told, and kept, of a browser: its name and its system, out of two short lists (ADR 0038)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.http import HttpRequest

# The first that fits counts: browsers also name those that they want to be taken for.
BROWSERS = {
    "Edge": re.compile(r"\bEdg(?:e|A|iOS)?/"),
    "Opera": re.compile(r"\b(?:OPR|OPT)/"),
    "Samsung Internet": re.compile(r"\bSamsungBrowser/"),
    "Firefox": re.compile(r"\b(?:Firefox|FxiOS)/"),
    "Chrome": re.compile(r"(?:Chrome|CriOS)/"),
    "Safari": re.compile(r"\bVersion/[\d.]+.* Safari/"),
}
SYSTEMS = {
    "iPhone": re.compile(r"\biPhone\b"),
    "iPad": re.compile(r"\biPad\b"),
    "Android": re.compile(r"\bAndroid\b"),
    "Windows": re.compile(r"\bWindows NT\b"),
    "ChromeOS": re.compile(r"\bCrOS\b"),
    "Mac": re.compile(r"\bMacintosh\b"),
    "Linux": re.compile(r"\bLinux\b"),
}
READ_CHARACTERS = 400  # no browser of today needs more to say what it is


@dataclass(frozen=True)
class Device:
    """A browser on a system; either may be unknown, which is the empty string."""

    browser: str = ""
    system: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> Device:
        """Return what the browser says it is: anybody may say anything, so only words are built on it."""
        said = request.headers.get("User-Agent", "")[:READ_CHARACTERS]
        return cls(_first(BROWSERS, said), _first(SYSTEMS, said))

    @classmethod
    def from_code(cls, code: str) -> Device:
        """Return the device that ``code`` names; unknown when none does."""
        browser, _slash, system = code.partition("/")
        return cls(browser if browser in BROWSERS else "", system if system in SYSTEMS else "")

    @property
    def code(self) -> str:
        """The device in a few characters, as sessions hold it."""
        return f"{self.browser}/{self.system}"

    @property
    def words(self) -> str:
        """The device for people, in the language of the moment."""
        if self.browser and self.system:
            return _("%(browser)s sur %(system)s") % {"browser": self.browser, "system": self.system}
        return self.browser or self.system or _("Appareil inconnu")


def _first(known: dict[str, re.Pattern[str]], said: str) -> str:
    return next((name for name, pattern in known.items() if pattern.search(said)), "")
