"""Levels of assurance of a sign-in, as the federal authentication service names them."""

from enum import IntEnum


class Level(IntEnum):
    """How sure the federation is of the person: the higher, the surer."""

    NONE = 0
    ITSME = 450
    EID = 500
