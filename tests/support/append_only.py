"""Lets the flush between transactional tests reach the append-only tables, whose triggers refuse TRUNCATE."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql.operations import DatabaseOperations

refused_flush = DatabaseOperations.sql_flush


def sql_flush(self: DatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
    """Return Django's statements, run as a replica would: without triggers, in that transaction only."""
    return ["SET LOCAL session_replication_role = replica", *refused_flush(self, *args, **kwargs)]


DatabaseOperations.sql_flush = sql_flush
