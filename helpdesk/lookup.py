"""What an agent typed in the search box, recognised by its form: reference, number or name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from enterprises.services.gap_requests import REFERENCE_PREFIX
from enterprises.sorting import folded_words
from monespace.common.identifiers import (
    InvalidIdentifier,
    bce_digits,
    niss_digits,
    normalize_bce,
    normalize_establishment,
    normalize_niss,
)
from monespace.common.references import LENGTH, PREFIX, InvalidReference, normalize_reference

NATIONAL_NUMBER_DIGITS = 11
BCE_DIGITS = (9, 10)
SHORTEST_NAME = 2
MARKED_REFERENCE = re.compile(r"\s*ME\s*[-\u2010-\u2015]", re.IGNORECASE)


class Kind(StrEnum):
    """What the text is."""

    REFERENCE = "reference"
    GAP_REQUEST = "gap_request"
    NATIONAL_NUMBER = "national_number"
    BCE = "bce"
    ESTABLISHMENT = "establishment"
    NAME = "name"
    WRONG_REFERENCE = "wrong_reference"
    WRONG_NUMBER = "wrong_number"
    TOO_SHORT = "too_short"


@dataclass(frozen=True)
class Lookup:
    """A recognised text: its kind, and the value to look for in the form in which it is stored."""

    kind: Kind
    value: str


def recognise(text: str) -> Lookup:
    """Say what ``text`` is; one with wrong check characters is named as such."""
    compact = re.sub(r"[\W_]", "", text).upper()
    if digits := bce_digits(text) or niss_digits(text):
        return _recognise_number(digits)
    if compact.startswith(REFERENCE_PREFIX) and len(compact) == len(REFERENCE_PREFIX) + LENGTH:
        try:
            return Lookup(Kind.GAP_REQUEST, normalize_reference(text, REFERENCE_PREFIX))
        except InvalidReference:
            pass
    is_marked = MARKED_REFERENCE.match(text) is not None
    is_whole = compact.startswith(PREFIX) and len(compact) == len(PREFIX) + LENGTH
    if is_marked or is_whole or re.search(r"\d", compact):
        try:
            return Lookup(Kind.REFERENCE, normalize_reference(text))
        except InvalidReference:
            if is_marked:
                return Lookup(Kind.WRONG_REFERENCE, compact)
    name = folded_words(text)
    return Lookup(Kind.NAME if len(name) >= SHORTEST_NAME else Kind.TOO_SHORT, name)


def _recognise_number(digits: str) -> Lookup:
    try:
        if len(digits) == NATIONAL_NUMBER_DIGITS:
            return Lookup(Kind.NATIONAL_NUMBER, normalize_niss(digits))
        if len(digits) in BCE_DIGITS:
            return Lookup(Kind.BCE, normalize_bce(digits))
    except InvalidIdentifier:
        pass
    try:
        return Lookup(Kind.ESTABLISHMENT, normalize_establishment(digits))
    except InvalidIdentifier:
        pass
    return Lookup(Kind.WRONG_NUMBER, digits)
