"""The reference of what was sent: short, easy to dictate, and able to tell when it was misheard.

``ME-7KQX-4MPD-3F``: eight random characters and two check characters. The alphabet has 29 characters, a prime
number, and no two that look alike. The check characters make both the sum of all characters and their sum
weighted by position zero modulo 29 (a Reed-Solomon code): any one or two wrong characters are noticed, two
exchanged ones included. A reference is an identifier, never a credential. Dossiers bear « ME ».
"""

from __future__ import annotations

import secrets

from django.utils.translation import gettext_lazy as _

ALPHABET = "23456789ACDEFGHJKLMNPQRTUVWXY"
LOOK_ALIKES = str.maketrans({"B": "8", "S": "5", "Z": "2", "I": "L", "1": "L"})
PREFIX = "ME"
RANDOM_LENGTH = 8
LENGTH = RANDOM_LENGTH + 2


class InvalidReference(ValueError):
    """The text cannot be a reference: wrong length, wrong character or wrong check characters."""

    message = _(
        "Cette référence n’existe pas. Vérifiez chaque caractère\u00a0: elle ressemble à ME-7KQX-4MPD-3F."
    )


def new_reference(prefix: str = PREFIX) -> str:
    """Return a random reference; the database's unique constraint has the last word on its novelty."""
    characters = "".join(secrets.choice(ALPHABET) for _position in range(RANDOM_LENGTH))
    return format_reference(characters + check_characters(characters), prefix)


def check_characters(characters: str) -> str:
    """Return the two characters that make both sums of the whole zero."""
    plain, weighted = _sums(characters)
    last = (RANDOM_LENGTH * plain - weighted) % len(ALPHABET)
    return ALPHABET[(-plain - last) % len(ALPHABET)] + ALPHABET[last]


def format_reference(characters: str, prefix: str = PREFIX) -> str:
    """Group the ten characters for the eye and the telephone."""
    return f"{prefix}-{characters[:4]}-{characters[4:8]}-{characters[8:]}"


def normalize_reference(text: str, prefix: str = PREFIX) -> str:
    """Return the reference meant by ``text``, however it was typed, or raise ``InvalidReference``."""
    characters = "".join(character for character in text.upper() if character.isalnum())
    if len(characters) == LENGTH + len(prefix) and characters.startswith(prefix):
        characters = characters[len(prefix) :]
    characters = characters.translate(LOOK_ALIKES)
    if len(characters) != LENGTH or not set(characters) <= set(ALPHABET):
        raise InvalidReference
    if _sums(characters) != (0, 0):
        raise InvalidReference
    return format_reference(characters, prefix)


def _sums(characters: str) -> tuple[int, int]:
    values = [ALPHABET.index(character) for character in characters]
    modulus = len(ALPHABET)
    weighted = sum(position * value for position, value in enumerate(values))
    return sum(values) % modulus, weighted % modulus
