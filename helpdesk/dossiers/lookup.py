"""Recognises what an agent typed in the search box: reference, number, e-mail, phone, code or name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from enterprises.gap_requests.services import REFERENCE_PREFIX
from monespace.common.folding import folded_words
from monespace.common.identifiers import (
    InvalidIdentifier,
    bce_digits,
    niss_digits,
    normalize_bce,
    normalize_establishment,
    normalize_niss,
)
from monespace.common.phones import COPIED, MOST_BELGIAN_DIGITS, MOST_DIGITS
from monespace.common.references import LENGTH, PREFIX, InvalidReference, normalize_reference
from monespace.common.text import one_line, western_digits

NATIONAL_NUMBER_DIGITS = 11
BCE_DIGITS = (9, 10)
SHORTEST_NAME = 2
SHORTEST_REFERENCE = 5
SHORTEST_PHONE = 7  # digits, the country's included: 0470 12 and +32 470 12 alike
EMAIL = re.compile(r"[^\s<>:;,@]{2,}@[^\s<>;,@]*")  # an address, or its beginning
PHONE = re.compile(r"\(?(?:\+|0)[\d\s./()-]+")
MARKED_REFERENCE = re.compile(r"\s*ME\s*[-\u2010-\u2015]", re.IGNORECASE)


class Kind(StrEnum):
    """What the text is."""

    REFERENCE = "reference"
    GAP_REQUEST = "gap_request"
    NATIONAL_NUMBER = "national_number"
    BCE = "bce"
    ESTABLISHMENT = "establishment"
    EMAIL = "email"
    PHONE = "phone"
    INCIDENT = "incident"
    SERVICE_REFERENCE = "service_reference"
    NAME = "name"
    WRONG_REFERENCE = "wrong_reference"
    WRONG_NUMBER = "wrong_number"
    TOO_SHORT = "too_short"


@dataclass(frozen=True)
class Lookup:
    """A recognised text: its kind, and the value to look for in the form in which it is stored.

    ``phone`` is the beginning of a phone number that the same digits may be, ``letters`` what a reference of
    a service, written in any way, would be compared by; both are often empty.
    """

    kind: Kind
    value: str
    phone: str = ""
    letters: str = ""


def recognise(text: str) -> Lookup:
    """Say what ``text`` is; one with wrong check characters is named as such."""
    lookup, phone = _recognise(text), phone_beginning(text)
    if phone and lookup.kind in {Kind.WRONG_NUMBER, Kind.NAME, Kind.TOO_SHORT}:
        return Lookup(Kind.PHONE, phone, phone=phone, letters=letters_of(text))
    if lookup.kind in {Kind.WRONG_NUMBER, Kind.WRONG_REFERENCE, Kind.NAME}:
        return replace(lookup, letters=letters_of(text))
    return replace(lookup, phone=phone) if lookup.kind is Kind.BCE else lookup


def letters_of(text: str) -> str:
    """Return the letters and digits of a service's reference; nothing without a digit, or when too short."""
    letters = re.sub(r"[\W_]", "", text).upper()
    return letters if len(letters) >= SHORTEST_REFERENCE and re.search(r"\d", letters) else ""


def phone_beginning(text: str) -> str:
    """Return the beginning of a number in international form that ``text`` dictates, else nothing.

    Without a prefix it is Belgian, as ``monespace.common.phones`` reads it.
    """
    typed = COPIED.sub("", western_digits(one_line(text))).replace("(0)", "")
    if not PHONE.fullmatch(typed):
        return ""
    digits = re.sub(r"\D", "", typed)
    if typed.lstrip("( ").startswith("+"):
        whole = digits
    elif digits.startswith("00"):
        whole = digits[2:]
    else:
        whole = f"32{digits[1:]}" if len(digits) <= MOST_BELGIAN_DIGITS else ""
    return f"+{whole}" if SHORTEST_PHONE <= len(whole) <= MOST_DIGITS else ""


def _recognise(text: str) -> Lookup:
    if address := EMAIL.search(one_line(text)):
        return Lookup(Kind.EMAIL, address[0].lower())
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
