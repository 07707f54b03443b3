"""House numbers where people and browsers leave them: in the street, with the box, or not at all."""

from __future__ import annotations

import re
from typing import Final, NamedTuple


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NONE: Final = "s/n"
"""What is kept when a house has no number (« sans numéro », as the post writes it)."""
_NONE_SPELLINGS: Final = _words(
    "s/n sn sansnuméro sansnumero sansn° sansno z/n zn zondernummer geennummer geen onr ohnenr "
    "ohnenummer ohne keine n/a nonumber none aucun néant neant - -- / x"
)
_SUFFIX: Final = r"(?:\s?(?:bis|ter|quater|[a-z])\b)?"
_NUMBER: Final = rf"[0-9]{{1,5}}{_SUFFIX}(?:\s?[-\u2010-\u2015]\s?[0-9]{{1,4}}{_SUFFIX})?"
_BOX: Final = r"(?:\s*/\s*|[\s,]+(?:bte|bt|boîte|boite|bus|box|b|bfk|bf)\b\.?\s*)(?P<box>[\w.-]{1,20})"
_TRAILING: Final = re.compile(
    rf"(?P<street>\S.*?)(?:\s*,\s*|\s+)(?:n[°ºr]\.?\s*)?(?P<number>{_NUMBER})(?:{_BOX})?", re.IGNORECASE
)
_LEADING: Final = re.compile(
    rf"(?![0-9]+e\b)(?P<number>{_NUMBER})(?:\s*,\s*|\s+)(?P<street>[^\W\d].*)", re.IGNORECASE
)
_WITH_BOX: Final = re.compile(rf"(?P<number>{_NUMBER})(?:{_BOX})?", re.IGNORECASE)
_YEAR: Final = re.compile(r"1[6-9][0-9]{2}|20[0-9]{2}")
_MONTHS: Final = _words(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre "
    "januari februari maart april mei juni juli augustus september oktober november december "
    "januar februar märz dezember january february march may june july august october"
)
_UNNAMED: Final = _words(
    "allée avenue boulevard chaussée chemin clos cité cour drève esplanade galerie impasse lot n° nationale "
    "passage phase place porte quai résidence rond-point route rue ruelle sentier square venelle zone zoning "
    "a au aux d' de des du en et l' la le les à "
    "straat laan plein weg lei kaai dreef steenweg van de den der het 't te ten ter "
    "straße strasse platz allee am an der den dem im in zu zum zur "
    "street road lane of the "
    "boîte postale bp postbus postfach box"
)
"""No name of a street ends with these: figures after them belong to it (« Quai 26 », « PO Box 12 »)."""


class House(NamedTuple):
    """A street with the number that stands in it, and its box."""

    street: str
    number: str
    box: str


def house_in(street: str) -> House | None:
    """Return the house that a street may contain; None for figures that belong to its name.

    « Rue de Fer 42 », « 42, rue de Fer » and « Rue de Fer 42/3 » do; « Quai 26 », « Place du 20-Août »,
    « Avenue 1er Régiment » and « Square du 8 Mai 1945 » do not.
    """
    trailing = _TRAILING.fullmatch(street)
    found = trailing or _LEADING.fullmatch(street)
    if found is None:
        return None
    name, number = found["street"].strip(" ,"), found["number"]
    words = name.casefold().split()
    if all(word in _UNNAMED for word in words):
        return None
    if trailing and (words[-1] in _UNNAMED or (words[-1] in _MONTHS and _YEAR.fullmatch(number))):
        return None
    return House(name, number, found.groupdict().get("box") or "")


def without_repetition(street: str, number: str, box: str) -> tuple[str, str, str]:
    """Return street, number and box, each standing once.

    The number is left out of the street when it stands in both, the box out of the number. « 42 » beside
    « 42 bis » is that house, whose number is kept whole. A box that only stands in the street is taken to its
    place. Anything else comes back as it is.
    """
    typed = _WITH_BOX.fullmatch(number)
    if typed and typed["box"] and _same(typed["box"], box):
        return without_repetition(street, typed["number"], box)
    house = house_in(street)
    if house is None or typed is None:
        return street, number, box
    whole = _fuller(house.number, typed["number"])
    known_box = typed["box"] or box
    if not whole or (house.box and known_box and not _same(house.box, known_box)):
        return street, number, box
    return house.street, whole + number[typed.end("number") :], box if known_box else house.box


def read_number(number: str) -> str:
    """Return a house number, ``s/n`` for the ways of saying that there is none."""
    bare = re.sub(r"[\s.]", "", number).casefold()
    return NONE if bare in _NONE_SPELLINGS else number


def _fuller(one: str, other: str) -> str:
    """Return the number that says more when both begin with the same figures, « 42 bis » beside « 42 »."""
    short, long = sorted((one, other), key=len)
    bare = [re.sub(r"[\s.]", "", number).casefold() for number in (short, long)]
    further = bare[1].removeprefix(bare[0])
    if bare[0] == bare[1]:
        return other
    return long if bare[1].startswith(bare[0]) and not further[:1].isdigit() else ""


def _same(one: str, other: str) -> bool:
    """Say whether two numbers are one, whatever their spaces and capitals."""
    return re.sub(r"[\s.]", "", one).casefold() == re.sub(r"[\s.]", "", other).casefold()
