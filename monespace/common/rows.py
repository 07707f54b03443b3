"""Reads the rows of another table together with a row, as JSON, in one SQL statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Func, JSONField, Model

if TYPE_CHECKING:
    from collections.abc import Iterable

M = TypeVar("M", bound=Model)


class RowsAsJson(Func):
    """The rows of ``table`` whose ``column`` holds the expression, as one JSON list; None without any.

    Written as SQL: Django takes longer to build it from querysets than PostgreSQL to answer it.
    """

    template = (
        "(SELECT jsonb_agg(to_jsonb(one)) FROM %(table)s AS one WHERE one.%(column)s = %(expressions)s)"
    )
    output_field = JSONField()

    def __init__(self, expression: str, *, table: str, column: str) -> None:
        super().__init__(expression, table=table, column=column)


def instances(model: type[M], rows: Iterable[dict[str, Any]] | None) -> list[M]:
    """Return rows read as JSON as if they had been read one by one."""
    fields = model._meta.concrete_fields
    names = [field.attname for field in fields]
    return [
        model.from_db(None, names, [field.to_python(row[str(field.column)]) for field in fields])
        for row in rows or ()
    ]
