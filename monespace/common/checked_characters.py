"""Random characters for people to read, dictate and type, which can tell when they were misheard.

The alphabet has 29 characters, a prime number, and no two that look alike. Two check characters make both the
sum of all characters and their sum weighted by position zero modulo 29 (a Reed-Solomon code): any one or two
wrong characters are noticed, two exchanged ones included, as long as there are no more than 29.
"""

from __future__ import annotations

import secrets

ALPHABET = "23456789ACDEFGHJKLMNPQRTUVWXY"
LOOK_ALIKES = str.maketrans({"B": "8", "S": "5", "Z": "2", "I": "L", "1": "L"})


def draw(count: int) -> str:
    """Return ``count`` random characters and their two check characters."""
    characters = "".join(secrets.choice(ALPHABET) for _position in range(count))
    return characters + check_characters(characters)


def check_characters(characters: str) -> str:
    """Return the two characters that make both sums of the whole zero."""
    plain, weighted = _sums(characters)
    last = (len(characters) * plain - weighted) % len(ALPHABET)
    return ALPHABET[(-plain - last) % len(ALPHABET)] + ALPHABET[last]


def typed_characters(text: str) -> str:
    """Return the letters and digits of what somebody typed, as the alphabet has them."""
    return "".join(character for character in text.upper() if character.isalnum())


def are_right(characters: str, length: int) -> bool:
    """Whether these are ``length`` characters of the alphabet that fit their check characters."""
    return len(characters) == length and set(characters) <= set(ALPHABET) and _sums(characters) == (0, 0)


def _sums(characters: str) -> tuple[int, int]:
    values = [ALPHABET.index(character) for character in characters]
    modulus = len(ALPHABET)
    weighted = sum(position * value for position, value in enumerate(values))
    return sum(values) % modulus, weighted % modulus
