"""Everything the portal keeps, as somebody reads it who took a copy: tables, Redis, files, mails, logs."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import quote

import psycopg
import redis

from monespace.simulators.personas import PERSONAS
from tests.support.copies import keys, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.journeys.outside import Outside
    from tests.support.portal import RunningPortal


def database(environment: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each table with all its rows as text."""
    with psycopg.connect(environment["DATABASE_URL"]) as connection:
        for table, rows in tables(connection):
            yield f"table {table}", rows


def redis_of(environment: dict[str, str]) -> redis.Redis:
    """Return the portal's Redis."""
    return redis.Redis.from_url(environment["REDIS_URL"].replace("redis+socket://", "unix://"))


def broker(environment: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each key of Redis with what it holds."""
    with redis_of(environment) as server:
        for key, content in keys(server):
            yield f"redis {key!r}", content


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
    yield "output", "\n".join(portal.output)
    yield "mails", json.dumps(outside.mails(), ensure_ascii=False)


def identifiers() -> Iterator[str]:
    """Yield what identifies the personas, as the federation says it."""
    for persona in PERSONAS.values():
        yield from filter(None, (persona.national_number, persona.eidas_identifier))


def leaks(kept: Iterable[tuple[str, str]], wanted: Iterable[str]) -> dict[str, str]:
    """Return the places that tell one of these identifiers in clear, each with the first it tells."""
    written = {way: one for one in wanted for plain in ways_to_write(one) for way in disguises(plain)}
    return {
        place: found
        for place, content in kept
        if (found := next((one for way, one in written.items() if way in content), None))
    }


def ways_to_write(identifier: str) -> Iterator[str]:
    """Yield an identifier as it stands, and a national number as people and documents write it."""
    yield identifier
    if identifier.isdigit():
        day, counter, check = identifier[:6], identifier[6:9], identifier[9:]
        yield f"{day[:2]}.{day[2:4]}.{day[4:]}-{counter}.{check}"
        yield f"{day}-{counter}-{check}"
        yield f"{day} {counter} {check}"


def disguises(plain: str) -> Iterator[str]:
    """Yield a text as it stands, in an address, as a column of bytes shows it, and inside base64."""
    yield from (plain, quote(plain, safe=""), plain.encode().hex())
    for shift, begins_at in enumerate((0, 2, 3)):
        whole_characters = (len(plain.encode()) + shift) * 8 // 6
        yield b64encode(b"x" * shift + plain.encode()).decode()[begins_at:whole_characters]
