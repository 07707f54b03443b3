"""The latest dossiers of some people and enterprises, each one's by its own index, and how many they are.

Written as SQL: PostgreSQL takes the latest of each owner from the index one after the other (LATERAL), which
no queryset says; ``IN`` would read and sort every dossier of a company that has thousands.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from uuid import UUID

LATEST = """
SELECT id FROM (
    SELECT dossier.id, dossier.updated_at FROM unnest(%(people)s::uuid[]) AS owner CROSS JOIN LATERAL (
        SELECT id, updated_at FROM dossiers_dossier
         WHERE owner_user_id = owner ORDER BY updated_at DESC, id LIMIT %(end)s) AS dossier
    UNION
    SELECT dossier.id, dossier.updated_at FROM unnest(%(people)s::uuid[]) AS beginner CROSS JOIN LATERAL (
        SELECT id, updated_at FROM dossiers_dossier
         WHERE created_by_id = beginner ORDER BY updated_at DESC, id LIMIT %(end)s) AS dossier
    UNION
    SELECT dossier.id, dossier.updated_at FROM unnest(%(enterprises)s::bigint[]) AS owner CROSS JOIN LATERAL (
        SELECT id, updated_at FROM dossiers_dossier
         WHERE owner_enterprise_id = owner ORDER BY updated_at DESC, id LIMIT %(end)s) AS dossier
) AS found ORDER BY updated_at DESC, id OFFSET %(start)s LIMIT %(many)s
"""
COUNT = """
SELECT count(*) FROM (
    (SELECT dossier.id FROM unnest(%(people)s::uuid[]) AS owner CROSS JOIN LATERAL (
        SELECT id FROM dossiers_dossier
         WHERE owner_user_id = owner ORDER BY updated_at DESC, id LIMIT %(most)s) AS dossier LIMIT %(most)s)
    UNION
    (SELECT dossier.id FROM unnest(%(people)s::uuid[]) AS beginner CROSS JOIN LATERAL (
        SELECT id FROM dossiers_dossier
         WHERE created_by_id = beginner ORDER BY updated_at DESC, id LIMIT %(most)s) AS dossier
      LIMIT %(most)s)
    UNION
    (SELECT dossier.id FROM unnest(%(enterprises)s::bigint[]) AS owner CROSS JOIN LATERAL (
        SELECT id FROM dossiers_dossier
         WHERE owner_enterprise_id = owner ORDER BY updated_at DESC, id LIMIT %(most)s) AS dossier
      LIMIT %(most)s)
) AS found
"""


@dataclass(frozen=True)
class Owners:
    """People whose dossiers are looked for, begun or owned by them, and enterprises; by id."""

    people: list[UUID] = field(default_factory=list)
    enterprises: list[int] = field(default_factory=list)

    def latest(self, *, start: int, many: int) -> list[UUID]:
        """Return the ids of their dossiers from place ``start`` on, the latest change first."""
        return [row[0] for row in self._rows(LATEST, start=start, many=many, end=start + many)]

    def count(self, most: int) -> int:
        """Return how many dossiers they have, and no more than ``most``."""
        return min(self._rows(COUNT, most=most)[0][0], most)

    def _rows(self, sql: str, **numbers: int) -> list[tuple]:
        if not (self.people or self.enterprises):
            return [(0,)] if sql is COUNT else []
        with connection.cursor() as cursor:
            cursor.execute(sql, {"people": self.people, "enterprises": self.enterprises, **numbers})
            return cursor.fetchall()
