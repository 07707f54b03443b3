"""Countries an address may be in: those of ISO 3166 and Kosovo, as the Unicode CLDR names them.

countries.json has, for each code, the names in French, German, Dutch and English. It was written from the
CLDR by Babel 2.19 (``Locale(language).territories``, two letters, without groups of countries, reserved codes
and ``ZZ``); renewing it changes no code that is kept.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.html import format_html_join

from dossiers.engine.base import Text
from monespace.common.folding import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.safestring import SafeString

BELGIUM: Final = "BE"
_LANGUAGES: Final = tuple(Text.model_fields)
_NAMES: Final[Mapping[str, list[str]]] = json.loads(
    Path(__file__).with_suffix(".json").read_text(encoding="utf-8")
)
CODES: Final = frozenset(_NAMES)
WITH_POSTCODES: Final = frozenset(
    {
        "BE",
        "FR",
        "LU",
        "DE",
        "NL",
        "AT",
        "BG",
        "CY",
        "HR",
        "DK",
        "ES",
        "EE",
        "FI",
        "GR",
        "HU",
        "IS",
        "IT",
        "LV",
    }
    | {"LI", "LT", "MT", "NO", "PL", "PT", "CZ", "RO", "GB", "SK", "SI", "SE", "CH"}
)
"""Countries of Europe where every address has a postcode."""


@lru_cache
def countries(language: str) -> Mapping[str, str]:
    """Return the countries by code, Belgium first, then by name in that language (``fr`` unless known)."""
    rank = _LANGUAGES.index(language[:2]) if language[:2] in _LANGUAGES else 0
    names = {code: name[rank] for code, name in _NAMES.items()}
    order = sorted(names, key=lambda code: (code != BELGIUM, _alphabetical(names[code])))
    return MappingProxyType({code: names[code] for code in order})


@lru_cache(maxsize=64)
def country_options(language: str, selected: str) -> SafeString:
    """Return the options of a list of countries as HTML: written once, 250 of them are slow to print."""
    return format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        ((code, " selected" if code == selected else "", name) for code, name in countries(language).items()),
    )


def _alphabetical(name: str) -> str:
    """Return what a name is sorted by: É stands with E, and Ö with O, as in the dictionaries of all four."""
    return "".join(character for character in folded(name) if character.isalnum() or character == " ")
