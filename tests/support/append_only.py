"""Empties the tables between transactional tests: also the append-only ones, and in a fortieth of the time.

Django truncates every table, which their triggers refuse here, then writes each permission again as after a
migration. Few rows stand in few tables: deleting them is far cheaper than new files for all.
"""

from __future__ import annotations

from typing import Any

from django.core.management.commands import flush
from django.db.backends.postgresql.operations import DatabaseOperations

WRITTEN_BY_MIGRATIONS = {"django_content_type", "auth_permission"}


def sql_flush(self: DatabaseOperations, style: Any, tables: list[str], **options: Any) -> list[str]:
    """Return what empties the tables, run as a replica would: without triggers, in that transaction only.

    Whoever still writes elsewhere is waited for.
    """
    emptied = [self.quote_name(table) for table in tables if table not in WRITTEN_BY_MIGRATIONS]
    return [
        "SET LOCAL session_replication_role = replica",
        f"LOCK TABLE {', '.join(emptied)} IN EXCLUSIVE MODE",
        "; ".join(f"DELETE FROM {table}" for table in emptied),  # noqa: S608 - our own names
    ]


DatabaseOperations.sql_flush = sql_flush
flush.emit_post_migrate_signal = lambda *_args, **_options: None
