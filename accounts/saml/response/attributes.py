"""Who the assertion's attributes say somebody is, by national number or by another country's identifier."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from accounts.identity import Identifier
from accounts.saml.protocol import contexts
from accounts.saml.protocol.refusals import demand, refuse
from monespace.common.identifiers import InvalidIdentifier
from monespace.common.text import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MAX_NAME = 150


class Identity(NamedTuple):
    """A person as the federation names them; one of the two identifiers is empty."""

    national_number: str
    foreign_identifier: str
    first_name: str
    last_name: str


def one(values: Mapping[str, Sequence[str]], name: str) -> str:
    """Return the value of an attribute that has at most one, or nothing."""
    given = values.get(name, [])
    demand(len(given) <= 1, "attribute-value")
    return given[0] if given else ""


def identity_in(values: Mapping[str, Sequence[str]]) -> Identity:
    """Return who the person is; a national number counts before anything else, and is never done without."""
    if contexts.NATIONAL_NUMBER in values or contexts.EIDAS_IDENTIFIER not in values:
        identity = _belgian(values)
    else:
        identity = _foreign(values)
    longest = max(len(identity.first_name), len(identity.last_name))
    demand(bool(identity.last_name) and longest <= MAX_NAME, "names")
    return identity


def _belgian(values: Mapping[str, Sequence[str]]) -> Identity:
    try:
        number = Identifier.national(one(values, contexts.NATIONAL_NUMBER)).value
    except InvalidIdentifier:
        refuse("national-number")
    names = (contexts.FIRST_NAME, contexts.LAST_NAME)
    return Identity(number, "", *(one_line(one(values, name)) for name in names))


def _foreign(values: Mapping[str, Sequence[str]]) -> Identity:
    try:
        identifier = Identifier.foreign(one(values, contexts.EIDAS_IDENTIFIER)).value
    except InvalidIdentifier:
        refuse("foreign-identifier")
    names = (contexts.EIDAS_FIRST_NAME, contexts.EIDAS_LAST_NAME)
    return Identity("", identifier, *(_latin(values.get(name, [])) for name in names))


def _latin(given: Sequence[str]) -> str:
    """Return a name in our letters: a country with others writes it twice (eIDAS SAML profile, 2.4)."""
    demand(len(given) <= 2, "attribute-value")  # noqa: PLR2004 - one in each script
    names = [one_line(name) for name in given]
    readable = [
        name for name in names if all("LATIN" in unicodedata.name(c, "") for c in name if c.isalpha())
    ]
    return next(iter([*readable, *names]), "")
