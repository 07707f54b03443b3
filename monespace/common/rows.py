"""Rows that belong to a row, read with it in one statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import JSONField, Model, Subquery

if TYPE_CHECKING:
    from collections.abc import Iterable

M = TypeVar("M", bound=Model)


class RowsAsJson(Subquery):
    """The rows of a queryset, in its order, as one JSON list; None when there are none."""

    template = "(SELECT jsonb_agg(to_jsonb(one)) FROM (%(subquery)s) AS one)"
    output_field = JSONField()

    @staticmethod
    def instances(model: type[M], rows: Iterable[dict[str, Any]] | None) -> list[M]:
        """Return the rows as instances of ``model``, as if each had been read by itself."""
        fields = model._meta.concrete_fields
        names = [field.attname for field in fields]
        return [
            model.from_db(None, names, [field.to_python(row[field.column]) for field in fields])
            for row in rows or ()
        ]
