"""The code by which anybody finds a sealed document: ``7KQX-4MPD-A2CD-9TXY-3F``.

Sixteen random characters, 77 bits, which nobody can guess; two check characters, so that a slip is told from
a code that was never given. It opens nothing but what the page of verification says.
"""

from __future__ import annotations

import re
from typing import Final

from django.conf import settings
from django.urls import reverse

from monespace.common.checked_characters import ALPHABET, LOOK_ALIKES, are_right, draw, typed_characters

RANDOM_LENGTH: Final = 16
LENGTH: Final = RANDOM_LENGTH + 2
GROUP: Final = 4
WRITTEN: Final = re.compile(rb"\?code=((?:[%(a)s]{4}-){4}[%(a)s]{2})(?![%(a)s-])" % {b"a": ALPHABET.encode()})
"""How an address of verification ends, in the bytes of a file."""


def new_code() -> str:
    """Return a random code, in groups."""
    return _grouped(draw(RANDOM_LENGTH))


def normalize_code(text: str) -> str:
    """Return the code meant by ``text``, however it was typed; nothing when it cannot be one."""
    characters = typed_characters(text).translate(LOOK_ALIKES)
    return _grouped(characters) if are_right(characters, LENGTH) else ""


def verification_address(code: str) -> str:
    """Return the address at which a document is verified."""
    return f"{settings.SITE_URL}{reverse('sealing:verify')}?code={code}"


def _grouped(characters: str) -> str:
    return "-".join(characters[place : place + GROUP] for place in range(0, LENGTH, GROUP))
