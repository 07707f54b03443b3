"""What a portal keeps in PostgreSQL and in Redis, as somebody reads it who took a copy of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator

    from psycopg import Connection
    from redis import Redis

TABLES: Final = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
READ: Final = {
    b"string": lambda redis, key: redis.get(key),
    b"hash": lambda redis, key: redis.hgetall(key),
    b"list": lambda redis, key: redis.lrange(key, 0, -1),
    b"set": lambda redis, key: redis.smembers(key),
    b"zset": lambda redis, key: redis.zrange(key, 0, -1),
    b"stream": lambda redis, key: redis.xrange(key),
}


def tables(database: Connection[Any]) -> Iterator[tuple[str, str]]:
    """Yield each table with all its rows as text."""
    for (table,) in database.execute(TABLES).fetchall():
        rows = database.execute(sql.SQL("SELECT one::text FROM {} AS one").format(sql.Identifier(table)))
        yield table, "\n".join(row for (row,) in rows)


def keys(redis: Redis) -> Iterator[tuple[bytes, str]]:
    """Yield each key of Redis with what it holds, read as its type: as it is saved, it may be compressed."""
    for key in redis.scan_iter():
        read = READ.get(redis.type(key))
        if read is not None:  # a key may be gone since it was seen
            yield key, repr(read(redis, key))
