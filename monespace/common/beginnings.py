"""Texts that begin in a given way, read from an index even by a plan made for any beginning (ADR 0066).

``LIKE`` needs to see its pattern. The plan that PostgreSQL keeps for a prepared statement (ADR 0019) does
not, and reads the whole table. Two bounds are found in the index whatever they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from django.db.models import BooleanField, F, Func, OrderBy, Q, Value

if TYPE_CHECKING:
    from django.db.models import Expression, QuerySet

    Rows = TypeVar("Rows", bound=QuerySet)

LAST: Final = "\U0010ffff"  # no text goes on after its beginning with a character beyond this one


class _NotBefore(Func):
    template = "%(expressions)s"
    arg_joiner = " ~>=~ "
    output_field = BooleanField()


class _Before(_NotBefore):
    arg_joiner = " ~<~ "


class _InIndex(OrderBy):
    """The order of an index of the class ``…_pattern_ops``."""

    template = "%(expression)s USING ~<~ /* %(ordering)s */"  # by that word Django finds where it ends


def beginning_with(rows: Rows, text: Expression | F, beginning: str) -> Rows:
    """Return the rows whose ``text``, which has an index of the class ``…_pattern_ops``, begins so.

    They come in the order of that index: it is read no further than the rows wanted. Without an order
    PostgreSQL may first gather all that begins so, however few are wanted.
    """
    lies_between = Q(_NotBefore(text, Value(beginning)), _Before(text, Value(f"{beginning}{LAST}")))
    return rows.filter(lies_between).order_by(_InIndex(text))
