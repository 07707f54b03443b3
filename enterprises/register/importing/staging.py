"""An import's own tables, filled with COPY straight from the files: unlogged, dropped at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from psycopg import sql

from enterprises.register.importing.extract import CODES, TABLES
from enterprises.register.importing.lines import SOURCES, deletion
from enterprises.register.importing.reading import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from enterprises.register.importing.extract import Extract
    from enterprises.register.importing.lines import Source
    from enterprises.register.importing.report import Rejections

PREFIX = "bce_"
COLUMN_TYPES = {"line": "integer", "usable": "boolean", "started_on": "date", "rank": "smallint"}
OTHER_TYPE = "text"
OWN_COLUMNS = ("line", "usable")


def table(name: str) -> sql.Identifier:
    """Return the staging table for ``name``."""
    return sql.Identifier(PREFIX + name)


def files(extract: Extract) -> list[str]:
    """Return the files to stage, codes first."""
    if extract.is_full:
        return [CODES, *TABLES]
    return [CODES, *(f"{name}_{part}" for name in TABLES for part in ("delete", "insert"))]


def source_of(file: str) -> Source:
    """Return how to read ``file``, a name as ``files`` gives it."""
    name, _, part = file.partition("_")
    return deletion(name) if part == "delete" else SOURCES[name]


def stage(extract: Extract, file: str, rejections: Rejections, tick: Callable[[int], None]) -> dict[str, int]:
    """Fill the staging table of ``file`` anew and return how many lines of each sort it had.

    To be called in a transaction: a table is there whole or not at all.
    """
    name = file.removesuffix("_insert")
    source = source_of(file)
    columns = (*OWN_COLUMNS, *source.staged)
    _create(name, columns)
    if extract.is_full and name != CODES:
        _create(f"{name}_delete", (*OWN_COLUMNS, "entity"))
    with extract.lines(file) as lines, connection.cursor() as cursor:
        reader = Reader(lines, file, source, rejections, tick)
        target = sql.SQL("COPY {} ({}) FROM STDIN").format(
            table(name), sql.SQL(", ").join(map(sql.Identifier, columns))
        )
        with cursor.copy(target) as copy:
            for row in reader.rows():
                copy.write_row(row)
        if "entity" in columns:
            cursor.execute(sql.SQL("CREATE INDEX ON {} (entity)").format(table(name)))
            cursor.execute(sql.SQL("CREATE INDEX ON {} (entity) WHERE NOT usable").format(table(name)))
        cursor.execute(sql.SQL("ANALYZE {}").format(table(name)))
    return dict(reader.counts)


def drop_all() -> None:
    """Give the space back."""
    for name in (CODES, *TABLES, *(f"{name}_delete" for name in TABLES)):
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(table(name)))


def row_count(file: str) -> int:
    """Return how many rows are staged: fewer than were written means that the server lost the table."""
    name = file.removesuffix("_insert")
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [PREFIX + name])
        if cursor.fetchone() == (None,):
            return 0
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(table(name)))
        return cursor.fetchone()[0]


def _create(name: str, columns: tuple[str, ...]) -> None:
    types = [
        sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(COLUMN_TYPES.get(column, OTHER_TYPE)))
        for column in columns
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(table(name)))
        cursor.execute(
            sql.SQL("CREATE UNLOGGED TABLE {} ({})").format(table(name), sql.SQL(", ").join(types))
        )
