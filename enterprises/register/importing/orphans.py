"""Lines about something that the register does not list: reported once the register is up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from psycopg import sql

from enterprises.register.importing.staging import table

if TYPE_CHECKING:
    from enterprises.register.importing.report import Rejections

WITHOUT_ENTERPRISE = sql.SQL("""
    SELECT line FROM {staged} AS staged
    WHERE usable AND NOT EXISTS (SELECT FROM enterprises_enterprise AS e WHERE e.number = staged.enterprise)
    ORDER BY line
""")
WITHOUT_ENTITY = sql.SQL("""
    SELECT line FROM {staged} AS staged
    WHERE usable
    AND NOT EXISTS (SELECT FROM enterprises_enterprise AS e WHERE e.number = staged.entity)
    AND NOT EXISTS (SELECT FROM enterprises_establishment AS e WHERE e.number = staged.entity)
    ORDER BY line
""")
QUERIES = {
    "establishment": WITHOUT_ENTERPRISE,
    "denomination": WITHOUT_ENTITY,
    "address": WITHOUT_ENTITY,
    "activity": WITHOUT_ENTITY,
}
REASON = "neither an enterprise nor an establishment of the register"


def report_orphans(rejections: Rejections, suffix: str) -> int:
    """Report the staged lines that found no place; return how many there are."""
    found = 0
    for name, query in QUERIES.items():
        with connection.cursor() as cursor:
            for (line,) in cursor.stream(query.format(staged=table(name))):
                rejections.add(name + suffix, line, REASON)
                found += 1
    return found
