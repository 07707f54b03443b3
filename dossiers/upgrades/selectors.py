"""What becomes of the answers and documents of a draft on a newer version of its démarche."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from dossiers.catalogue.published import published_definition
from dossiers.catalogue.selectors import newer_version
from dossiers.engine.carrying import asked_alike, is_alike
from dossiers.engine.kinds import FileQuestion
from dossiers.engine.summary import summary
from dossiers.filling.selectors import sources_for
from monespace.documents.rules import check_upload

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossiers.catalogue.models import DemarcheVersion
    from dossiers.engine.schema import Definition
    from dossiers.engine.summary import Row
    from dossiers.filling.draft import Draft
    from dossiers.filling.models import Attachment
    from enterprises.rights.actor import Actor


@dataclass(frozen=True)
class Upgrade:
    """What becomes of a draft on a newer version; nothing in it is written."""

    draft: Draft
    version: DemarcheVersion
    moved: Draft

    @property
    def leaving_documents(self) -> list[Attachment]:
        """The documents that the newer version does not ask for, or not in their format or size."""
        return [one for one in self.draft.attachments if one not in self.moved.attachments]

    @cached_property
    def leaving(self) -> list[tuple[str, str]]:
        """The answers that are no longer asked, or asked in another way: (question, answer)."""
        given = [row for row in self._rows(self.draft) if self._is_given(row)]
        answers = [(row.label, row.value) for row in given if self._leaves(row)]
        labels = {(step, one.key): one.label() for step, one in self.draft.file_questions()}
        files = [(labels[one.step, one.field], one.original_name) for one in self.leaving_documents]
        return answers + files

    @cached_property
    def coming(self) -> list[tuple[str, str]]:
        """The questions that the draft did not ask and now does: (step, question)."""
        journey, before = self.moved.journey, self.draft.definition
        return [
            (step.title(), question.label())
            for step in journey.steps
            for key, question in step.questions.items()
            if question.asks and not is_alike(question, step.key, before)
        ]

    @property
    def kept(self) -> int:
        """How many answers stay as they are, documents counted one by one."""
        given = [row for row in self._rows(self.draft) if self._is_given(row) and not self._leaves(row)]
        return len(given) + len(self.moved.attachments)

    @property
    def seen(self) -> str:
        """What names this version and these answers together: who confirms has seen them, and no others."""
        told = [self.version.pk, self.draft.dossier.demarche_version_id]
        saved = sorted(row.revision for row in self.draft.saved.values())
        files = sorted(str(one.pk) for one in self.draft.attachments)
        return hashlib.sha256(repr((told, saved, files)).encode()).hexdigest()

    def _rows(self, draft: Draft) -> Iterator[Row]:
        for section in summary(draft.journey, get_language() or draft.dossier.language, draft.known):
            yield from section.rows

    def _is_given(self, row: Row) -> bool:
        """Whether the person answered it, well or not; documents are counted by themselves."""
        question = self.draft.definition.question(f"{row.step}.{row.key}")
        raw = self.draft.typed.get(row.step, {}).get(row.key)
        return question is not None and not isinstance(question, FileQuestion) and not question.is_blank(raw)

    def _leaves(self, row: Row) -> bool:
        return row.key not in self.moved.typed.get(row.step, {})


def upgrade_of(actor: Actor, draft: Draft) -> Upgrade | None:
    """Return what becomes of a draft on the current version, if that one is newer and takes requests."""
    own = draft.dossier.demarche_version_id
    version = newer_version(own, space_kind=actor.space.kind, today=draft.today)
    if version is None:
        return None
    after = published_definition(version)
    typed = asked_alike(draft.typed, before=draft.definition, after=after)
    moved = replace(
        draft,
        definition=after,
        typed={step: typed.get(step, {}) for step in draft.typed if after.step(step)},
        saved={step: row for step, row in draft.saved.items() if after.step(step)},
        attachments=tuple(one for one in draft.attachments if _is_taken(one, after)),
        sources=sources_for(actor, after),
    )
    return Upgrade(draft, version, moved)


def _is_taken(attachment: Attachment, after: Definition) -> bool:
    """Whether a version asks for a document where it was added, of its format and size."""
    question = after.question(f"{attachment.step}.{attachment.field}")
    if not isinstance(question, FileQuestion):
        return False
    try:
        check_upload(question, name=attachment.original_name, size=attachment.size)
    except ValidationError:
        return False
    return True
