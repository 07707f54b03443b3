"""Reads all that PostgreSQL, Redis and the logs hold, as somebody would who has a copy and no key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from redis import Redis

from tests.support.copies import keys, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest


def places_of(number: str, logs: pytest.LogCaptureFixture) -> set[str]:
    """Return where a number is readable, however it is spelled: the tables, « Redis », « logs »."""
    digits = _bare(number)
    redis = Redis.from_url(settings.COUNTERS_URL)
    kept = [("Redis", f"{key!r} {content}") for key, content in keys(redis)]
    held = [*_tables(), *kept, ("logs", logs.text)]
    return {place for place, content in held if digits in _bare(content)}


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _tables() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL bytea_output = 'escape'")
    yield from tables(connection.connection)
