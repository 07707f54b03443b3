"""What PostgreSQL does for each statement: read from EXPLAIN, with what no page may make it do."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from psycopg.adapt import PyFormat, Transformer
from psycopg.sql import Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LARGE = 3_000  # rows of a table from which reading it whole is refused
LONG = 50  # its pages from then on: fewer are read whole as quickly as a dozen rows by an index, in no order
MOST_WASTE = 3  # times as many rows in a bitmap as are then looked at
ENTRIES_A_ROW = 8  # of a GIN index cost what looking at one row does (0.2 and 1.6 µs)
PLANS = ("force_custom_plan", "force_generic_plan")
READS = re.compile(r"[\s(]*(SELECT|WITH)\b", re.IGNORECASE)
PLACE = re.compile(r"%(?:%|(?:\((?P<name>\w+)\))?s)")
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Statement:
    """One statement as it was sent, with its parameters."""

    sql: str
    parameters: Any


@dataclass(frozen=True)
class Fault:
    """What PostgreSQL should not have to do, and for which statement."""

    what: str
    sql: str

    def __str__(self) -> str:
        return f"{self.what}: {' '.join(self.sql.split())[:400]}"


@dataclass(frozen=True)
class _Database:
    """How many rows each table has, which are long, and the indexes that give no order.

    A LIMIT ends no reading of an index without order.
    """

    sizes: dict[str, float]
    long: frozenset[str]
    unordered: frozenset[str]

    @classmethod
    def read(cls) -> _Database:
        with connection.cursor() as cursor:
            cursor.execute("SELECT relname, reltuples, relpages FROM pg_class WHERE relkind = 'r'")
            tables = cursor.fetchall()
            cursor.execute(
                "SELECT relname FROM pg_class JOIN pg_am ON pg_am.oid = relam WHERE amname = 'gin'"
            )
            return cls(
                sizes={name: rows for name, rows, _pages in tables},
                long=frozenset(name for name, _rows, pages in tables if pages >= LONG),
                unordered=frozenset(name for (name,) in cursor.fetchall()),
            )


@contextmanager
def recording() -> Iterator[list[Statement]]:
    """Keep every statement of the block, transactions apart."""
    kept: list[Statement] = []

    def keep(execute: Any, sql: Any, parameters: Any, many: bool, context: Any) -> Any:
        if isinstance(sql, str) and not many and (READS.match(sql) or WRITES.match(sql)):
            kept.append(Statement(sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(keep):
        yield kept


def faults_of(statements: list[Statement], *, most_rows: int) -> list[Fault]:
    """Return what is wrong with the plans, the one for these parameters and the one for any parameters.

    PostgreSQL gives a prepared statement the latter, which knows nothing of how common a value is, only where
    it costs no more than the former.
    """
    database = _Database.read()
    found = []
    for statement in statements:
        plans = {mode: explain(statement, mode) for mode in PLANS}
        dearest = plans[PLANS[0]]["Total Cost"]
        for mode, plan in plans.items():
            if plan["Total Cost"] <= dearest:
                wrong = _faults(plan, database, most_rows)
                found += [Fault(f"{what} ({mode})", statement.sql) for what in wrong]
    return found


def explain(statement: Statement, mode: str) -> dict[str, Any]:
    """Return the plan of a statement; a read is carried out, what it locks is given back.

    It is prepared first, as Django's are: EXPLAIN of anything else puts the parameters in before it plans,
    and so shows no plan for any parameters.
    """
    is_read = READS.match(statement.sql) is not None
    how = "ANALYZE, TIMING OFF, FORMAT JSON" if is_read else "FORMAT JSON"
    numbered, values = _numbered(statement)
    literals = [Literal(value).as_string(connection.connection) for value in values]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL plan_cache_mode = {mode}")
        cursor.execute(f"PREPARE explained{_listed(map(_type_of, values))} AS {numbered}")
        try:
            cursor.execute(f"EXPLAIN ({how}) EXECUTE explained{_listed(literals)}")
            found = cursor.fetchone()[0]
        finally:
            cursor.execute("DEALLOCATE explained")
        transaction.set_rollback(True)
    return (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]


def _numbered(statement: Statement) -> tuple[str, list[Any]]:
    """Return a statement as PostgreSQL reads it, its parameters by number, and them in that order."""
    values: list[Any] = []
    one_by_one = iter(() if isinstance(statement.parameters, dict) else statement.parameters or ())

    def number(place: re.Match[str]) -> str:
        if place[0] == "%%":
            return "%"
        values.append(statement.parameters[place["name"]] if place["name"] else next(one_by_one))
        return f"${len(values)}"

    return (PLACE.sub(number, statement.sql) if statement.parameters else statement.sql), values


def _type_of(value: Any) -> str:
    """Return the type under which psycopg sends a value: PostgreSQL finds the others by itself."""
    dumper = Transformer(connection.connection).get_dumper(value, PyFormat.AUTO)
    known = connection.connection.adapters.types.get(dumper.oid)
    if known is None:
        return "unknown"
    return known.regtype if dumper.oid == known.oid else f"{known.regtype}[]"


def _listed(texts: Iterable[str]) -> str:
    listed = ", ".join(texts)
    return f"({listed})" if listed else ""


def all_rows_read(plan: dict[str, Any]) -> float:
    """Return how many rows a whole plan looked at in tables."""
    own = _rows_met(plan) if "Relation Name" in plan else 0
    return own + sum(map(all_rows_read, plan.get("Plans", ())))


def _faults(
    plan: dict[str, Any], database: _Database, most_rows: int, *, is_limited: bool = False
) -> Iterator[str]:
    """Yield what is wrong with a node and those below it; ``is_limited``: a LIMIT ends its reading."""
    table = plan.get("Relation Name")
    size = database.sizes.get(table or "", 0)
    if table and size >= LARGE and plan.get("Actual Loops", 1):
        rows = _rows_read(plan, database.unordered)
        is_short = is_limited and rows <= most_rows and _is_wanted(plan)
        is_whole = plan["Node Type"] == "Seq Scan" and not _stops_early(plan, min(most_rows, size / 2))
        if is_whole and table in database.long and not is_short:
            yield f"sequential scan of {table}"
        elif rows > most_rows or _is_cut_short(plan, database.unordered):
            returned = f"{_rows_returned(plan):.0f} returned"
            yield f"{rows:.0f} rows of {table} read by {plan['Node Type']}, {returned}"
    for inner in plan.get("Plans", ()):
        is_below_limit = is_limited or plan["Node Type"] == "Limit"
        yield from _faults(inner, database, most_rows, is_limited=is_below_limit)


def _stops_early(plan: dict[str, Any], bound: float) -> bool:
    """Whether a scan was seen to end before the table did, as below a LIMIT that common rows fill soon."""
    return "Actual Rows" in plan and _rows_met(plan) <= bound


def _is_wanted(plan: dict[str, Any]) -> bool:
    """Whether most of the rows that a scan looked at were wanted."""
    return _rows_met(plan) <= 2 * _rows_returned(plan)


def _is_cut_short(plan: dict[str, Any], unordered: frozenset[str]) -> bool:
    """Whether a bitmap of many rows was made, of which few were then looked at: a LIMIT came too late.

    Of an index in order the LIMIT would have ended the reading; one without order is always read to its end.
    """
    wanted = sum(_rows_wanted(inner, unordered) for inner in plan.get("Plans", ()))
    return wanted >= LARGE and wanted > MOST_WASTE * _rows_met(plan)


def _rows_read(plan: dict[str, Any], unordered: frozenset[str]) -> float:
    """Return how many rows a scan read: those it looked at, or all that indexes found for its bitmap.

    What indexes without order found comes on top, at what it costs.
    """
    found = list(_rows_found(plan))
    entries = sum(rows for index, rows in found if index in unordered)
    in_order = sum(rows for index, rows in found if index not in unordered)
    return max(_rows_met(plan), in_order) + entries / ENTRIES_A_ROW


def _rows_met(plan: dict[str, Any]) -> float:
    """Return how many rows of its table a scan looked at, those it left out included."""
    left_out = ("Rows Removed by Filter", "Rows Removed by Index Recheck")
    each = plan.get("Actual Rows", 0) + sum(plan.get(name, 0) for name in left_out)
    return each * plan.get("Actual Loops", 0)


def _rows_returned(plan: dict[str, Any]) -> float:
    return plan.get("Actual Rows", 0) * plan.get("Actual Loops", 0)


def _rows_found(plan: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """Give each index that was read for a bitmap, and how many rows it found."""
    for inner in plan.get("Plans", ()):
        if inner["Node Type"] == "Bitmap Index Scan":
            yield inner["Index Name"], _rows_returned(inner)
        elif inner["Node Type"] in {"BitmapAnd", "BitmapOr"}:
            yield from _rows_found(inner)


def _rows_wanted(plan: dict[str, Any], unordered: frozenset[str]) -> float:
    """Return how many rows the bitmap that ``plan`` makes in order may hold; none for any other plan."""
    parts = [_rows_wanted(inner, unordered) for inner in plan.get("Plans", ())]
    in_order = 0 if plan.get("Index Name") in unordered else _rows_returned(plan)
    wanted = {"Bitmap Index Scan": in_order}
    wanted |= {"BitmapAnd": min(parts, default=0), "BitmapOr": sum(parts)}
    return wanted.get(plan["Node Type"], 0)
