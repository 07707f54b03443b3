"""The reference of what was sent: short, easy to dictate, and able to tell when it was misheard.

``ME-7KQX-4MPD-3F``: eight random characters and two check characters. A reference is an identifier, never a
credential. Dossiers bear « ME ».
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from monespace.common.checked_characters import LOOK_ALIKES, are_right, draw, typed_characters

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
    return format_reference(draw(RANDOM_LENGTH), prefix)


def format_reference(characters: str, prefix: str = PREFIX) -> str:
    """Group the ten characters for the eye and the telephone."""
    return f"{prefix}-{characters[:4]}-{characters[4:8]}-{characters[8:]}"


def normalize_reference(text: str, prefix: str = PREFIX) -> str:
    """Return the reference meant by ``text``, however it was typed, or raise ``InvalidReference``."""
    characters = typed_characters(text)
    if len(characters) == LENGTH + len(prefix) and characters.startswith(prefix):
        characters = characters[len(prefix) :]
    characters = characters.translate(LOOK_ALIKES)
    if not are_right(characters, LENGTH):
        raise InvalidReference
    return format_reference(characters, prefix)
