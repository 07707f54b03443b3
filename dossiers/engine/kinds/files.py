"""Questions answered by adding files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from pydantic import Field, StrictInt

from dossiers.engine.kinds.base import JSON, Facts, Message, Raw, text_of
from dossiers.engine.kinds.counted import CountedQuestion
from dossiers.engine.widgets import Documents
from monespace.documents.rules import LARGEST_MB, MOST_FILES, hint_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Extension = Literal["pdf", "jpg", "png"]
REFUSED: Final = "refused"


@dataclass(frozen=True)
class Document:
    """A file of the draft, as an answer."""

    id: str
    name: str = ""


class FileQuestion(CountedQuestion[tuple[Document, ...]]):
    """One file or several, added to the draft beforehand; the answer is their ids."""

    seconds = 60

    kind: Literal["file"]
    accept: Annotated[tuple[Extension, ...], Field(min_length=1)] = ("pdf", "jpg", "png")
    max_files: StrictInt = Field(default=1, ge=1, le=MOST_FILES)
    max_mb: StrictInt = Field(default=10, ge=1, le=LARGEST_MB)

    def is_blank(self, raw: Raw) -> bool:
        return not isinstance(raw, list | tuple) or not raw

    def answer(self, raw: Raw, facts: Facts) -> tuple[Document, ...] | None:
        """Count only the files that the draft has."""
        named = [] if self.is_blank(raw) else dict.fromkeys(map(str, raw))
        return super().answer([id_ for id_ in named if _is_known(id_, facts)], facts)

    def understand(self, raw: Raw, facts: Facts) -> tuple[Document, ...]:
        ids: list[str] = raw
        if len(ids) > self.max_files:
            raise self.error(
                ngettext_lazy(
                    "« %(label)s » : gardez %(limit)s fichier au plus et retirez les autres.",
                    "« %(label)s » : gardez %(limit)s fichiers au plus et retirez les autres.",
                    self.max_files,
                ),
                limit=self.max_files,
            )
        stored = facts.files or {}
        for id_ in ids:
            if id_ in stored and stored[id_].scan == REFUSED:
                raise self.error(
                    _("« %(label)s » : le fichier %(name)s est refusé. Retirez-le et ajoutez-en un autre."),
                    name=stored[id_].original_name,
                )
        return tuple(Document(id_, stored[id_].original_name if id_ in stored else "") for id_ in ids)

    @property
    def most(self) -> int:
        return self.max_files

    @property
    def missing(self) -> Message:
        return _("« %(label)s » : ajoutez le document demandé.")

    @property
    def format_hint(self) -> Message:
        return hint_of(self)

    def payload(self, value: tuple[Document, ...]) -> JSON:
        return [document.id for document in value]

    def display(self, value: tuple[Document, ...], language: str) -> str:
        del language
        return "\n".join(document.name or document.id for document in value)

    def payload_schema(self) -> dict[str, JSON]:
        return {
            "type": "array",
            "items": {"type": "string", "format": "uuid"},
            "minItems": 1,
            "maxItems": self.max_files,
            "uniqueItems": True,
        }

    def tidy(self, typed: Any) -> Raw:
        return [text_of(item) for item in typed] if isinstance(typed, list | tuple) else []

    def widget(self, language: str, stored: Raw, facts: Facts) -> Documents:
        del language
        return Documents(self, stored=_described(self.tidy(stored), facts))


def _is_known(id_: str, facts: Facts) -> bool:
    """Say whether the draft has this file; when its files are not known, any id will do."""
    if facts.files is not None:
        return id_ in facts.files
    try:
        UUID(id_)
    except ValueError:
        return False
    return True


def _described(ids: Sequence[str], facts: Facts) -> list[dict[str, Any]]:
    """Return what a page shows of the stored files; when they are not known, that they are there."""
    if facts.files is None:
        return [{"id": id_, "name": id_, "size": None, "scan": ""} for id_ in ids]
    return [
        {"id": id_, "name": file.original_name, "size": file.size, "scan": file.scan}
        for id_ in ids
        if (file := facts.files.get(id_)) is not None
    ]
