"""Reads of drafts and documents, and the one statement that saves a step without overwriting a newer one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connections, models

from monespace.common.db import get_or_none

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from accounts.models import User
    from dossiers.dossier.models import Dossier
    from dossiers.dossier.querysets import DossierQuerySet
    from dossiers.dossier.standing import Standing
    from dossiers.filling.saves import Save

PUT = """
WITH draft (id) AS ({draft}),
written AS (
    INSERT INTO {answers} AS saved
           (dossier_id, step, "values", revision, is_confirmed, typed_in, saved_at, saved_by_id)
    SELECT id, %s, %s, %s, %s, %s, %s, %s FROM draft
    ON CONFLICT (dossier_id, step) DO UPDATE
       SET "values" = EXCLUDED."values", revision = EXCLUDED.revision, typed_in = EXCLUDED.typed_in,
           is_confirmed = EXCLUDED.is_confirmed AND (%s OR saved.is_confirmed),
           saved_at = EXCLUDED.saved_at, saved_by_id = EXCLUDED.saved_by_id
     WHERE saved.revision = %s
        OR (split_part(saved.revision, '.', 1) = %s
            AND (%s OR NULLIF(split_part(saved.revision, '.', 2), '')::int < %s))
    RETURNING dossier_id, saved_at
)
UPDATE {dossiers} AS dossier SET updated_at = written.saved_at, next_step = %s, step_count = %s
  FROM written WHERE dossier.id = written.dossier_id
"""


class StepAnswersQuerySet(models.QuerySet):
    """Answers of the steps of drafts."""

    def put(
        self,
        *,
        draft: DossierQuerySet,
        step: str,
        values: dict[str, Any],
        save: Save,
        standing: Standing | None,
        is_whole: bool,
        saved_at: datetime,
        saved_by: User,
    ) -> bool:
        """Write the step's answers unless they stand at a revision that ``save`` may not replace.

        The draft then stands at ``standing``.

        ``is_whole``: what was typed on the whole step is confirmed by it, unless it is made while one types.
        One statement, so that two saves at once cannot overwrite each other: it holds ``draft``, which finds
        nothing once it is sent, until the transaction ends. Returns whether it was written.
        """
        connection = connections[self.db]
        held, parameters = draft.select_for_update(no_key=True).values("pk").query.sql_with_params()
        quoted = connection.ops.quote_name
        statement = PUT.format(
            draft=held, answers=quoted(self.model._meta.db_table), dossiers=quoted(draft.model._meta.db_table)
        )
        column: Any = self.model._meta.get_field("values")
        content, typing = column.get_db_prep_save(values, connection), save.typing
        is_button, place, count = (
            typing is None,
            typing.place if typing else "",
            typing.count if typing else 0,
        )
        row: list[Any] = [step, content, save.revision, is_button, place, saved_at, saved_by.pk]
        conflict: list[Any] = [is_button and is_whole, save.base, save.page, is_button, count]
        with connection.cursor() as cursor:
            cursor.execute(statement, [*parameters, *row, *conflict, *(standing or (None, None))])
            return cursor.rowcount == 1


class AttachmentQuerySet(models.QuerySet):
    """Files added to dossiers."""

    def current(self) -> AttachmentQuerySet:
        """Those not removed, in the order they were added."""
        return self.filter(removed_at=None).order_by("uploaded_at", "pk")

    def each_file_once(self) -> list[Any]:
        """One row for each stored file: a document brought into an answer as it was has a row for each."""
        rows: list[Any] = list(self)
        return list({one.file.name: one for one in rows}.values())

    def of_unsent_answers(self) -> AttachmentQuerySet:
        """Those kept of answers that were not sent."""
        return self.filter(removed_at=None, complement__isnull=False, complement__answered_at=None)

    def get_current(self, dossier: Dossier, attachment_id: UUID) -> Any:
        """Return one document of ``dossier``, or None."""
        return get_or_none(self.filter(removed_at=None, dossier=dossier, pk=attachment_id))
