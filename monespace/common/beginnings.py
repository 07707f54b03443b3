"""Texts that begin in a given way, read from an index even by a plan made for any beginning (ADR 0066).

``LIKE`` needs to see its pattern. The plan that PostgreSQL keeps for a prepared statement (ADR 0019) does
not, and reads the whole table. Two bounds are found in the index whatever they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db.models import BooleanField, F, Func, Q, Value

if TYPE_CHECKING:
    from django.db.models import Expression

LAST: Final = "\U0010ffff"  # no text goes on after its beginning with a character beyond this one


class _NotBefore(Func):
    template = "%(expressions)s"
    arg_joiner = " ~>=~ "
    output_field = BooleanField()


class _Before(_NotBefore):
    arg_joiner = " ~<~ "


def begins(text: Expression | F, beginning: str) -> Q:
    """Say that ``text``, whose index has the class ``…_pattern_ops``, begins with ``beginning``."""
    return Q(_NotBefore(text, Value(beginning)), _Before(text, Value(f"{beginning}{LAST}")))
