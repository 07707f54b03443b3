"""Texts that begin in a given way, read from an index no further than wanted, in every plan (ADR 0066).

``LIKE`` needs to see its pattern. The plan that PostgreSQL keeps for a prepared statement (ADR 0019) does
not, and reads the whole table. Two bounds it takes for rare, and gathers all that lies between them before it
gives the first. One bound is a third of the table for it: where few rows are wanted, it walks the index from
there, except in a table that it reads as quickly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import BooleanField, Func, OrderBy, Value

if TYPE_CHECKING:
    from django.db.models import Expression, F, QuerySet

LAST: Final = "\U0010ffff"  # no text goes on after its beginning with a character beyond this one


class _NotBefore(Func):
    template = "%(expressions)s"
    arg_joiner = " ~>=~ "
    output_field = BooleanField()


class _InIndex(OrderBy):
    """The order of an index of the class ``…_pattern_ops``."""

    template = "%(expression)s USING ~<~ /* %(ordering)s */"  # by that word Django finds where it ends


def first_beginning_with(
    rows: QuerySet, text: Expression | F, beginning: str, *, most: int, column: str = "pk"
) -> list[Any]:
    """Return the ``column`` of the first ``most`` rows whose ``text`` begins so, in the order of its index.

    ``text`` has an index of the class ``…_pattern_ops``, of which ``most`` entries are read, however many
    begin so: a few hundred at most.
    """
    following = rows.filter(_NotBefore(text, Value(beginning))).order_by(_InIndex(text))
    return [value for value, one in following.values_list(column, text)[:most] if one.startswith(beginning)]
