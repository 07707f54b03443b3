"""One line of an official file → the row that is staged: what each column means, and what is refused.

Column names, codes and lengths: « Cookbook KBO Open data », R018.00.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from enterprises.register.models import LONGEST_FOLDED, Enterprise, RegisterName
from monespace.common.folding import folded_words
from monespace.common.identifiers import has_valid_check
from monespace.common.text import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# The BCE's own numbering of languages; other orders that circulate are wrong.
LANGUAGES = {"0": "", "1": "fr", "2": "nl", "3": "de", "4": "en"}
CODE_LANGUAGES = {"FR": "fr", "NL": "nl", "DE": "de", "EN": "en"}
NAME_KINDS = frozenset(RegisterName.Kind.values)
ENTERPRISE_KINDS = frozenset(Enterprise.Kind.values)
ADDRESS_RANKS = {"REGO": 1, "BAET": 2, "ABBR": 3, "OBAD": 4}  # seat, establishment, branch, others
ACTIVE = "AC"
MAIN = "MAIN"
DAY = re.compile(r"([0-9]{1,2})-([0-9]{1,2})-([1-9][0-9]{3})")
LONGEST_NAME = 320
LONGEST_DESCRIPTION = 1000
ADDRESS_LENGTHS = (100, 20, 200, 200, 22, 20)
OLD_LENGTH, LENGTH = 9, 10

Row = tuple[object, ...]


class Rejected(ValueError):
    """The line cannot be used; the message says why without repeating what it holds."""


class Partly(NamedTuple):
    """A line of which a part cannot be used: what is kept of it, and why the rest is not."""

    row: Row
    reason: str


@dataclass(frozen=True)
class Source:
    """A kind of official file: its columns, the staging table's, and how one becomes the other.

    ``read`` returns None for a line that is well written but not for the portal; lines without ``marker``
    are such lines too, and are not even parsed.
    """

    columns: tuple[str, ...]
    staged: tuple[str, ...]
    read: Callable[[Sequence[str]], Row | Partly | None]
    marker: str = ""


def read_enterprise(values: Sequence[str]) -> Row | Partly:
    """Read a line of ``enterprise.csv``; the form under the code of 2019 stands before the older one."""
    number, status, situation, kind, form, new_form, start = values
    if status != ACTIVE:
        raise Rejected("the status is not AC")
    if kind not in ENTERPRISE_KINDS:
        raise Rejected("unknown type of enterprise")
    return _dated((_enterprise_number(number), kind, situation[:3], (new_form or form)[:3]), start)


def read_establishment(values: Sequence[str]) -> Row | Partly:
    """Read a line of ``establishment.csv``."""
    number, start, enterprise = values
    digits = entity_number(number)
    if not "2" <= digits[0] <= "8":
        raise Rejected("not an establishment number")
    belongs_to = _enterprise_number(enterprise)
    return _dated((digits,), start, (belongs_to,))


def read_denomination(values: Sequence[str]) -> Row | None:
    """Read a line of ``denomination.csv``."""
    entity, language, kind, name = values
    if language not in LANGUAGES:
        raise Rejected("unknown language")
    if kind not in NAME_KINDS:
        raise Rejected("unknown type of denomination")
    name = one_line(name)
    folded = folded_words(name)[:LONGEST_FOLDED].rstrip()
    if not name or len(name) > LONGEST_NAME:
        raise Rejected(f"the name is empty or longer than {LONGEST_NAME} characters")
    digits = entity_number(entity)
    return None if _is_branch(digits) else (digits, LANGUAGES[language], kind, name, folded)


def read_address(values: Sequence[str]) -> Row | Partly | None:
    """Read a line of ``address.csv``: in French when it has it; an address struck off is none any more."""
    entity, kind, *countries, postcode, town_nl, town_fr, street_nl, street_fr, house, box, struck_off = (
        values
    )
    if kind not in ADDRESS_RANKS:
        raise Rejected("unknown type of address")
    country_nl, country_fr = countries
    given = (country_fr or country_nl, postcode, town_fr or town_nl, street_fr or street_nl, house, box)
    parts = [one_line(value) for value in given]
    digits = entity_number(entity)
    if struck_off or _is_branch(digits):
        return None
    kept = [value if len(value) <= most else "" for value, most in zip(parts, ADDRESS_LENGTHS, strict=True)]
    row = (digits, ADDRESS_RANKS[kind], *kept)
    return row if kept == parts else Partly(row, "a part of the address is too long: left out")


def read_activity(values: Sequence[str]) -> Row | None:
    """Read a line of ``activity.csv``: of thirty-six million, main activities of enterprises are kept."""
    entity, group, version, code, classification = values
    digits = entity_number(entity)
    if classification != MAIN or digits[0] > "1":
        return None
    if not (
        code.isdecimal() and len(code) <= LENGTH and len(version) == len("2025") and len(group) <= LENGTH
    ):
        raise Rejected("not an activity")
    return digits, version, group, code


def read_code(values: Sequence[str]) -> Row:
    """Read a line of ``code.csv``."""
    category, code, language, description = (one_line(value) for value in values)
    if language not in CODE_LANGUAGES:
        raise Rejected("unknown language")
    if not code or len(code) > len("9" * 20) or len(description) > LONGEST_DESCRIPTION:
        raise Rejected("the code or its description is empty or too long")
    return category, code, CODE_LANGUAGES[language], description


def read_entity(values: Sequence[str]) -> Row | None:
    """Read a line of a ``_delete`` file."""
    (entity,) = values
    digits = entity_number(entity)
    return None if _is_branch(digits) else (digits,)


SOURCES = {
    "code": Source(
        ("Category", "Code", "Language", "Description"),
        ("category", "code", "language", "description"),
        read_code,
    ),
    "enterprise": Source(
        (
            "EnterpriseNumber", "Status", "JuridicalSituation", "TypeOfEnterprise", "JuridicalForm",
            "JuridicalFormCAC", "StartDate",
        ),
        ("entity", "kind", "legal_situation_code", "legal_form_code", "started_on"),
        read_enterprise,
    ),
    "establishment": Source(
        ("EstablishmentNumber", "StartDate", "EnterpriseNumber"),
        ("entity", "started_on", "enterprise"),
        read_establishment,
    ),
    "denomination": Source(
        ("EntityNumber", "Language", "TypeOfDenomination", "Denomination"),
        ("entity", "language", "kind", "name", "folded"),
        read_denomination,
    ),
    "address": Source(
        (
            "EntityNumber", "TypeOfAddress", "CountryNL", "CountryFR", "Zipcode", "MunicipalityNL",
            "MunicipalityFR", "StreetNL", "StreetFR", "HouseNumber", "Box", "DateStrikingOff",
        ),
        ("entity", "rank", "country", "postcode", "locality", "street", "house_number", "box"),
        read_address,
    ),
    "activity": Source(
        ("EntityNumber", "ActivityGroup", "NaceVersion", "NaceCode", "Classification"),
        ("entity", "version", "activity_group", "code"),
        read_activity,
        marker=MAIN,
    ),
}  # fmt: skip


def deletion(table: str) -> Source:
    """Return the source of the ``_delete`` file of ``table``."""
    return Source(SOURCES[table].columns[:1], ("entity",), read_entity)


def entity_number(text: str) -> str:
    """Return the ten digits of a number of the BCE; those of before 2008 had nine."""
    digits = text.replace(".", "")
    if len(digits) == OLD_LENGTH:
        digits = f"0{digits}"
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdecimal()):
        raise Rejected("the number has not ten digits")
    if not has_valid_check(digits):
        raise Rejected("the number has wrong check digits")
    return digits


def _enterprise_number(text: str) -> str:
    digits = entity_number(text)
    if digits[0] > "1":
        raise Rejected("not an enterprise number")
    return digits


def _is_branch(digits: str) -> bool:
    """Whether it is a branch of a foreign enterprise: the BCE gives those no official number."""
    return digits[0] == "9"


def _dated(before: Row, text: str, after: Row = ()) -> Row | Partly:
    """Return a row with its day; an enterprise is not dropped for a day that is none."""
    day = _day(text)
    row = (*before, day, *after)
    return row if day or not text else Partly(row, "the start is not a date dd-mm-yyyy: left out")


@lru_cache(maxsize=50_000)
def _day(text: str) -> date | None:
    """Return the day written dd-mm-yyyy; None when it is empty, or no day."""
    written = DAY.fullmatch(text)
    if not written:
        return None
    day, month, year = map(int, written.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
