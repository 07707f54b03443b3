"""Counts the SQL statements that each process sends, from PostgreSQL's own log."""

from __future__ import annotations

import re
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import psycopg
from psycopg.sql import SQL, Identifier, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LINE = re.compile(r"^sql\[(?P<who>[^\]]*)\] LOG:  (?:statement|execute [^:]*): (?P<sql>.*)")
NUMBERS = re.compile(r"'(?:[^']|'')*'|\b\d+\b")
SETTLE_SECONDS = 0.5


@dataclass
class Statements:
    """How many statements, and which, each group sent."""

    count: Counter[str] = field(default_factory=Counter)
    transactions: Counter[str] = field(default_factory=Counter)
    shapes: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, who: str, sql: str) -> None:
        """Count one line of the log; what opens and closes a transaction is counted apart."""
        verb = sql.split(None, 1)[0].upper().rstrip(";") if sql.strip() else ""
        if verb in {"BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK"}:
            self.transactions[who] += verb == "BEGIN"
        elif verb != "COMMIT":
            self.count[who] += 1
            self.shapes[who, NUMBERS.sub("?", sql)[:160]] += 1


@contextmanager
def counting(dsn: str, log: Path) -> Iterator[Statements]:
    """Log every statement while the block runs, and count those of processes that say their name."""
    found = Statements()
    with psycopg.connect(dsn, autocommit=True, application_name="bench") as connection:
        _configure(connection, log_statement="all", log_line_prefix="sql[%a] ")
        start = log.stat().st_size
        try:
            yield found
        finally:
            _configure(connection, log_statement=None, log_line_prefix=None)
    with log.open("rb") as lines:
        lines.seek(start)
        text = lines.read().decode(errors="replace").replace("\n\t", " ")
    for line in text.splitlines():
        if (match := LINE.match(line)) and match["who"] != "bench":
            found.add(match["who"], " ".join(match["sql"].split()))


def _configure(connection: psycopg.Connection, **settings: str | None) -> None:
    for name, value in settings.items():
        change = "RESET {}" if value is None else "SET {} = {}"
        connection.execute(SQL(f"ALTER SYSTEM {change}").format(Identifier(name), Literal(value)))
    connection.execute("SELECT pg_reload_conf()")
    time.sleep(SETTLE_SECONDS)
