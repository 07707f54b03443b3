"""Everything the portal keeps, as somebody reads it who took a copy: tables, Redis, files, mails, logs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import psycopg
import redis
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.journeys.outside import Outside
    from tests.support.portal import RunningPortal

TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"


def database(environment: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each table with all its rows as text."""
    with psycopg.connect(environment["DATABASE_URL"]) as connection:
        for (table,) in connection.execute(TABLES).fetchall():
            rows = connection.execute(
                sql.SQL("SELECT one::text FROM {} AS one").format(sql.Identifier(table))
            )
            yield f"table {table}", "\n".join(row for (row,) in rows)


def broker(environment: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each key of Redis with what it holds, as Redis itself would save it."""
    with redis.Redis.from_url(environment["REDIS_URL"].replace("redis+socket://", "unix://")) as server:
        for key in server.scan_iter():
            yield f"redis {key!r}", (server.dump(key) or b"").decode("latin-1")


def files(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each file below ``folder`` with its bytes."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes().decode("latin-1")


def everything(portal: RunningPortal, outside: Outside) -> Iterator[tuple[str, str]]:
    """Yield every place with its content."""
    environment = portal.environment()
    yield from database(environment)
    yield from broker(environment)
    yield from files(portal.data / "media")
    yield from files(portal.data / "logs")
    yield "mails", json.dumps(outside.mails(), ensure_ascii=False)
