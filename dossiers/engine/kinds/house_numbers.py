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
_NUMBER: Final = r"[0-9]{1,5}(?:\s?(?:bis|ter|quater|[a-z])\b)?(?:\s?-\s?[0-9]{1,4})?"
_BOX: Final = r"(?:\s*/\s*|[\s,]+(?:bte|bt|boîte|boite|bus|box|b|bfk|bf)\b\.?\s*)(?P<box>[\w.-]{1,20})"
_TRAILING: Final = re.compile(
    rf"(?P<street>\S.*?)(?:\s*,\s*|\s+)(?:n[°ºr]\.?\s*)?(?P<number>{_NUMBER})(?:{_BOX})?", re.IGNORECASE
)
_LEADING: Final = re.compile(rf"(?P<number>{_NUMBER})(?:\s*,\s*|\s+)(?P<street>[^\W\d].*)", re.IGNORECASE)
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
    "street road lane of the"
)
"""No name of a street ends with these: figures after them belong to it (« Quai 26 »)."""


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
    found = _TRAILING.fullmatch(street) or _LEADING.fullmatch(street)
    if found is None:
        return None
    name, number = found["street"].strip(" ,"), found["number"]
    last = name.casefold().split()[-1] if name else ""
    if not last or last in _UNNAMED or (last in _MONTHS and _YEAR.fullmatch(number)):
        return None
    return House(name, number, found.groupdict().get("box") or "")


def without_repetition(street: str, number: str, box: str) -> tuple[str, str, str]:
    """Return street, number and box, the number left out of the street when it stands in both.

    A box that only stands in the street is taken to its place. Anything else comes back as it is.
    """
    house, typed = house_in(street), _WITH_BOX.fullmatch(number)
    if house is None or typed is None or not _same(house.number, typed["number"]):
        return street, number, box
    known_box = typed["box"] or box
    if house.box and known_box and not _same(house.box, known_box):
        return street, number, box
    return house.street, number, box if known_box else house.box


def read_number(number: str) -> str:
    """Return a house number, ``s/n`` for the ways of saying that there is none."""
    bare = re.sub(r"[\s.]", "", number).casefold()
    return NONE if bare in _NONE_SPELLINGS else number


def _same(one: str, other: str) -> bool:
    """Say whether two numbers are one, whatever their spaces and capitals."""
    return re.sub(r"[\s.]", "", one).casefold() == re.sub(r"[\s.]", "", other).casefold()
