"""What an added file really is: its true type, nothing active in it, nothing hidden in pictures."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from monespace.common.text import one_line
from monespace.documents.cleaning.kinds import CONTENT_TYPES, clean
from monespace.documents.cleaning.refusals import Reason, Unfit
from monespace.documents.rules import check_upload, refusal, types_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files.uploadedfile import UploadedFile
    from django.utils.functional import _StrOrPromise

    from monespace.documents.rules import FileRules

LONGEST_NAME, LONGEST_EXTENSION = 150, 10
UNSAFE_IN_NAMES = re.compile(r"[/\\:*?\"<>|]+")


@dataclass(frozen=True)
class InspectedFile:
    """A file fit to be kept: its content as we keep it, and what is known of it."""

    name: str
    extension: str
    content: bytes = field(repr=False)

    @property
    def content_type(self) -> str:
        """Its true media type."""
        return CONTENT_TYPES[self.extension]

    @property
    def size(self) -> int:
        """Its size in bytes."""
        return len(self.content)

    @property
    def sha256(self) -> str:
        """The hash of its content, as shown on the receipt."""
        return hashlib.sha256(self.content).hexdigest()

    def chunks(self) -> Iterator[bytes]:
        """Give the content in pieces, as the scanner takes it."""
        for start in range(0, self.size, 1 << 16):
            yield self.content[start : start + (1 << 16)]


def inspect(upload: UploadedFile, rules: FileRules) -> InspectedFile:
    """Return the file as it may be kept under ``rules``, or raise ValidationError with what to do."""
    name = clean_name(upload.name or "")
    check_upload(rules, name=name, size=upload.size or 0, kept=0, loss=getattr(upload, "loss", None))
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "source"), Path(folder, "target")
        source.write_bytes(upload.read())
        try:
            extension = clean(source, target, accept=rules.accept)
        except Unfit as unfit:
            raise refusal(rules, name, MESSAGES[unfit.reason], code="unfit", types=types_of(rules)) from unfit
        return InspectedFile(clean_name(name, extension), extension, target.read_bytes())


def clean_name(name: str, extension: str = "") -> str:
    """Return the original name, for people only: on one line, not too long, with the true ``extension``.

    Without one it keeps its own, by which its type is judged, however long the name is.
    """
    path = PurePath(one_line(UNSAFE_IN_NAMES.sub(" ", name)))
    if extension or len(path.suffix) <= LONGEST_EXTENSION:
        stem, suffix = path.stem, f".{extension}" if extension else path.suffix
    else:
        stem, suffix = path.name, ""
    return f"{stem[:LONGEST_NAME] or 'document'}{suffix}"


MESSAGES: dict[Reason, _StrOrPromise] = {
    Reason.DISGUISED: _(
        "« %(label)s » : le contenu du fichier %(name)s ne correspond pas à son nom. "
        "Choisissez un vrai fichier %(types)s."
    ),
    Reason.UNREADABLE: _(
        "« %(label)s » : le fichier %(name)s est abîmé et ne s’ouvre pas. "
        "Enregistrez-le à nouveau ou numérisez le document, puis ajoutez-le."
    ),
    Reason.LOCKED: _(
        "« %(label)s » : le fichier %(name)s est protégé par un mot de passe. "
        "Enregistrez-le sans protection, puis ajoutez-le."
    ),
    Reason.ACTIVE: _(
        "« %(label)s » : le fichier %(name)s contient un programme ou un autre fichier. "
        "Imprimez-le vers un nouveau PDF, puis ajoutez celui-ci."
    ),
    Reason.TOO_LARGE: _(
        "« %(label)s » : l’image %(name)s est trop grande. Réduisez-la à 60 millions de pixels au plus, "
        "puis ajoutez-la."
    ),
}
