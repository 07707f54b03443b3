"""The base of the commands that read the database: what is missing there is said in a sentence."""

from __future__ import annotations

from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from psycopg.errors import UndefinedTable

from monespace.common.text import one_line

NOTHING_YET = (
    "There is nothing here yet: this database has no tables. Start the portal first (manage.py demo), "
    "or say in DATABASE_URL which database to read."
)
NO_ANSWER = "The database does not answer. Start it, or say in DATABASE_URL which database to read."


class DataCommand(BaseCommand):
    """A command on the portal's data; without tables, or without a database, it says so and ends with 1."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run the command."""
        try:
            return super().execute(*args, **options)
        except ProgrammingError as error:
            if isinstance(error.__cause__, UndefinedTable):
                raise CommandError(NOTHING_YET) from None
            raise
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) is None:  # no server gave a reason
                raise CommandError(NO_ANSWER) from error
            raise


def positive(text: str) -> int:
    """Read an argument that counts something."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"{text} is not a number from 1 up")
    return int(text)


def words(text: str) -> str:
    """Read an argument that is kept as a text, without what nobody sees (ADR 0054)."""
    kept = one_line(text)
    if not kept:
        raise ArgumentTypeError("this text is empty")
    return kept
