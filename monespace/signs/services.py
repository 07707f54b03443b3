"""Notes that a process was heard."""

from __future__ import annotations

from typing import Final

from django.db import connection

NOTE: Final = """
INSERT INTO signs_sign (name, seen_at) VALUES (%s, statement_timestamp())
ON CONFLICT (name) DO UPDATE SET seen_at = statement_timestamp()
"""


def note(*, name: str) -> None:
    """Note that a process was heard now."""
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [name])
