"""What somebody is about to send: words, files, and what tells one sending from another."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import uuid5

from django.utils.translation import gettext_lazy as _

from dossiers.clients.authorship import done_by
from dossiers.messages.models import Message
from monespace.documents.rules import Rules

if TYPE_CHECKING:
    from uuid import UUID

    from django.core.files.uploadedfile import UploadedFile

    from dossiers.messages.models import Side
    from monespace.common.authors import Author

DOCUMENTS = Rules(label=_("Documents"), max_files=5, max_mb=10)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A message as it comes from a form: ``key`` is the form's own, ``seen`` the last message above it."""

    text: str
    language: str
    key: str
    seen: int = 0
    uploads: list[UploadedFile] = field(default_factory=list)

    def message(self, *, actor: Author, dossier_id: UUID, side: Side) -> Message:
        """Return the message that it is to become.

        The same words and files of one form are one message, however often they come. Other words are another
        one, also from a form that the browser's back button brought again.
        """
        files = [(one.name, one.size) for one in self.uploads]
        author = done_by(actor, "author")
        [author_id] = filter(None, author.values())
        return Message(
            pk=uuid5(author_id, repr((str(dossier_id), self.key, self.text, files))),
            dossier_id=dossier_id,
            side=side,
            **author,
            text=self.text,
            language=self.language,
        )
