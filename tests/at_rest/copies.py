"""Reads all that PostgreSQL, Redis and the logs hold, as somebody would who has a copy and no key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from psycopg import sql
from redis import Redis

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

READ = {
    "string": lambda redis, key: redis.get(key),
    "hash": lambda redis, key: redis.hgetall(key),
    "list": lambda redis, key: redis.lrange(key, 0, -1),
    "set": lambda redis, key: redis.smembers(key),
    "zset": lambda redis, key: redis.zrange(key, 0, -1),
    "stream": lambda redis, key: redis.xrange(key),
}


def places_of(number: str, logs: pytest.LogCaptureFixture) -> set[str]:
    """Return where a number is readable, however it is spelled: the tables, « Redis », « logs »."""
    digits = _bare(number)
    held = [*_rows(), *(("Redis", one) for one in _kept_in_redis()), ("logs", logs.text)]
    return {place for place, content in held if digits in _bare(content)}


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _rows() -> Iterator[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL bytea_output = 'escape'")
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(sql.SQL("SELECT one::text FROM {} AS one").format(sql.Identifier(table)))
            yield from ((table, row) for (row,) in cursor.fetchall())


def _kept_in_redis() -> Iterator[str]:
    redis = Redis.from_url(settings.COUNTERS_URL)
    for key in redis.scan_iter():
        read = READ.get(redis.type(key).decode())
        if read is not None:  # a key may be gone since it was seen: tests beside this one count here, too
            yield f"{key!r} {read(redis, key)!r}"
