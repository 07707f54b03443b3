"""Reads of drafts and documents, and the one statement that saves a step without overwriting a newer one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connections, models

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from accounts.models import User
    from dossiers.following.models import Dossier

PUT = """
INSERT INTO {table} AS saved (dossier_id, step, "values", revision, saved_at, saved_by_id)
VALUES (%(dossier)s, %(step)s, %(values)s, %(revision)s, %(saved_at)s, %(saved_by)s)
ON CONFLICT (dossier_id, step) DO UPDATE
   SET "values" = EXCLUDED."values", revision = EXCLUDED.revision,
       saved_at = EXCLUDED.saved_at, saved_by_id = EXCLUDED.saved_by_id
 WHERE saved.revision IN (%(base)s, %(revision)s)
"""


class StepAnswersQuerySet(models.QuerySet):
    """Answers of the steps of drafts."""

    def put(
        self,
        *,
        dossier: Dossier,
        step: str,
        values: dict[str, Any],
        base: str,
        revision: str,
        saved_at: datetime,
        saved_by: User,
    ) -> bool:
        """Write the step's answers if the draft still stands at ``base``, or at this page's own ``revision``.

        One statement, so that two saves at once cannot overwrite each other; returns whether it was written.
        """
        connection = connections[self.db]
        with connection.cursor() as cursor:
            cursor.execute(
                PUT.format(table=connection.ops.quote_name(self.model._meta.db_table)),
                {
                    "dossier": dossier.pk,
                    "step": step,
                    "values": connection.ops.adapt_json_value(values, None),
                    "base": base,
                    "revision": revision,
                    "saved_at": saved_at,
                    "saved_by": saved_by.pk,
                },
            )
            return cursor.rowcount == 1


class AttachmentQuerySet(models.QuerySet):
    """Files added to dossiers."""

    def current(self) -> AttachmentQuerySet:
        """Those not removed, in the order they were added."""
        return self.filter(removed_at=None).order_by("uploaded_at", "pk")

    def get_current(self, dossier: Dossier, attachment_id: UUID) -> Any:
        """Return one document of ``dossier``, or None."""
        return self.current().filter(dossier=dossier, pk=attachment_id).first()
