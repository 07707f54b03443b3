"""Questions answered by adding files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from pydantic import Field, StrictInt

from dossiers.engine.base import Link
from dossiers.engine.kinds.base import JSON, Facts, Message, Raw, text_of
from dossiers.engine.kinds.counted import CountedQuestion
from dossiers.engine.widgets import Documents
from monespace.documents.rules import LARGEST_MB, MOST_FILES, MOST_MB_TOGETHER, hint_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Extension = Literal["pdf", "jpg", "png", "docx", "xlsx", "odt", "ods", "dwg", "ifc"]
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
    min_files: StrictInt = Field(default=1, ge=1, le=MOST_FILES)
    max_files: StrictInt = Field(default=1, ge=1, le=MOST_FILES)
    max_mb: StrictInt = Field(default=10, ge=1, le=LARGEST_MB)
    max_total_mb: StrictInt | None = Field(
        default=None, ge=1, le=MOST_MB_TOGETHER, description="The largest size of all its files together."
    )
    template: Link | None = Field(default=None, description="A form to fill in and add.")

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
        if len(ids) < self.min_files:
            raise self.error(_("« %(label)s » : ajoutez au moins %(limit)s fichiers."), limit=self.min_files)
        stored = facts.files or {}
        for id_ in ids:
            if id_ in stored and stored[id_].scan == REFUSED:
                raise self.error(
                    _("« %(label)s » : le fichier %(name)s est refusé. Retirez-le et ajoutez-en un autre."),
                    name=stored[id_].original_name,
                )
        return tuple(Document(id_, stored[id_].original_name if id_ in stored else "") for id_ in ids)

    def parameter_problems(self) -> list[tuple[str, str]]:
        problems = super().parameter_problems()
        if self.min_files > self.max_files:
            message = f"min_files {self.min_files} is more than the {self.max_files} possible (max_files)"
            problems.append(("min_files", message))
        if self.max_total_mb is not None and not self.max_mb <= self.max_total_mb < self.all_mb:
            message = f"write a number from {self.max_mb} (max_mb) to {self.all_mb - 1}, or leave it out"
            problems.append(("max_total_mb", f"{message}: {self.max_files} files of {self.max_mb} MB"))
        return problems

    @property
    def all_mb(self) -> int:
        """What its files may weigh together if each is as large as one may be, in millions of bytes."""
        return self.max_files * self.max_mb

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
            "minItems": self.min_files,
            "maxItems": self.max_files,
            "uniqueItems": True,
        }

    def tidy(self, typed: Any) -> Raw:
        return [text_of(item) for item in typed] if isinstance(typed, list | tuple) else []

    def widget(self, language: str, stored: Raw, facts: Facts) -> Documents:
        template = self.template.said(language) if self.template else {}
        return Documents(self, stored=_described(self.tidy(stored), facts), template=template)


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
