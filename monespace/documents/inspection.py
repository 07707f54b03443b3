"""What an added file really is: its true type, nothing active in it, nothing hidden in pictures."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

import structlog
from django.utils.translation import gettext_lazy as _

from monespace.common.text import one_line
from monespace.documents.cleaning.kinds import CONTENT_TYPES
from monespace.documents.cleaning.refusals import Reason, Unfit
from monespace.documents.rules import NO_ROOM, check_upload, refusal, types_of
from monespace.documents.sandbox.cleaned import cleaned
from monespace.documents.sandbox.places import NoPlace
from monespace.documents.sandbox.process import Broken, NoAnswer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files import File
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.functional import _StrOrPromise

    from monespace.documents.rules import FileRules

log = structlog.get_logger(__name__)
LONGEST_NAME, LONGEST_EXTENSION = 150, 10
UNSAFE_IN_NAMES = re.compile(r"[/\\:*?\"<>|]+")


@dataclass
class InspectedFile:
    """A file fit to be kept, open until it is closed, and what is known of it."""

    name: str
    extension: str
    content: File = field(repr=False)

    @property
    def content_type(self) -> str:
        """Its true media type."""
        return CONTENT_TYPES[self.extension]

    @property
    def size(self) -> int:
        """Its size in bytes."""
        return self.content.size

    @cached_property
    def sha256(self) -> str:
        """The hash of its content, as shown on the receipt."""
        digest = hashlib.sha256()
        for piece in self.chunks():
            digest.update(piece)
        return digest.hexdigest()

    def chunks(self) -> Iterator[bytes]:
        """Give the content in pieces, as the scanner takes it."""
        yield from self.content.chunks()

    def close(self) -> None:
        """Let the copy vanish: what is kept of it has been stored."""
        self.content.close()


def inspect(upload: UploadedFile, rules: FileRules) -> InspectedFile:
    """Return the file as it may be kept under ``rules``, or raise ValidationError with what to do.

    It is judged in a process of its own, and none of it is held in memory here. The caller closes it.
    """
    name = clean_name(upload.name or "")
    check_upload(rules, name=name, size=upload.size or 0, loss=getattr(upload, "loss", None))
    try:
        extension, content = cleaned(upload, accept=rules.accept)
    except Unfit as unfit:
        raise refusal(rules, name, MESSAGES[unfit.reason], code="unfit", types=types_of(rules)) from unfit
    except (NoPlace, NoAnswer) as busy:
        raise refusal(rules, name, BUSY, code="busy") from busy
    except Broken as broken:
        raise refusal(rules, name, UNCHECKED, code="lost") from broken
    except OSError as error:
        log.exception("document_not_inspected", errno=error.errno)
        raise refusal(rules, name, NO_ROOM, code="lost") from error
    return InspectedFile(clean_name(name, extension), extension, content)


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
    Reason.SIGNED: _(
        "« %(label)s » : le fichier %(name)s est signé et contient un programme ou un autre fichier. "
        "Signez une version sans programme, puis ajoutez-la. "
        "Imprimé vers un nouveau PDF, il perdrait sa signature."
    ),
    Reason.CARRYING: _(
        "« %(label)s » : le fichier %(name)s contient une macro, un autre fichier ou un lien vers un autre "
        "fichier. Enregistrez-le sans cela ou en PDF, puis ajoutez-le."
    ),
    Reason.TOO_LARGE: _(
        "« %(label)s » : l’image %(name)s est trop grande. Réduisez-la à 60 millions de pixels au plus, "
        "puis ajoutez-la."
    ),
    Reason.DEMANDING: _(
        "« %(label)s » : le fichier %(name)s demande trop de travail à vérifier. "
        "Enregistrez-le à nouveau, plus petit ou en plusieurs fichiers, puis ajoutez-le."
    ),
}
BUSY = _(
    "« %(label)s » : le fichier %(name)s n’est pas ajouté, car beaucoup de fichiers sont vérifiés en ce "
    "moment. Ajoutez-le à nouveau dans un instant."
)
UNCHECKED = _(
    "« %(label)s » : le fichier %(name)s n’est pas ajouté, car nous ne pouvons pas vérifier de fichiers "
    "en ce moment. Ajoutez-le à nouveau dans quelques minutes."
)
