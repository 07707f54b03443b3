"""What an added file really is: its true type, nothing active in it, nothing hidden in pictures."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import filetype
import pikepdf
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from monespace.common.text import one_line
from monespace.documents.invoices import carries_only_invoices
from monespace.documents.rules import check_upload, refusal, types_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.core.files.uploadedfile import UploadedFile
    from django.utils.functional import _StrOrPromise

    from monespace.documents.rules import FileRules

CONTENT_TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}
SIGNATURE_LENGTH = 8192
LONGEST_NAME, LONGEST_EXTENSION = 150, 10
UNSAFE_IN_NAMES = re.compile(r"[/\\:*?\"<>|]+")
MOST_PIXELS = 60_000_000
MOST_PDF_PARTS = 500_000
ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent"}
ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm"}


class Unfit(Exception):
    """The file cannot be kept; ``message`` says why and what to do."""

    def __init__(self, message: _StrOrPromise) -> None:
        super().__init__()
        self.message = message


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
    content = upload.read()
    extension = sniff(content)
    try:
        cleaned = clean(content, extension if extension in rules.accept else "")
    except Unfit as unfit:
        raise refusal(rules, name, unfit.message, code="unfit", types=types_of(rules)) from unfit
    return InspectedFile(clean_name(name, extension), extension, cleaned)


def clean(content: bytes, extension: str) -> bytes:
    """Return the content as we keep it, or raise Unfit."""
    if extension not in CLEANERS:
        raise Unfit(_DISGUISED)
    return CLEANERS[extension](content)


def sniff(content: bytes) -> str:
    """Return the extension of what the content is, from its first bytes; nothing when it is no known type."""
    kind = filetype.guess(content[:SIGNATURE_LENGTH])
    return kind.extension if kind and kind.mime == CONTENT_TYPES.get(kind.extension) else ""


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


def clean_pdf(content: bytes) -> bytes:
    """Return a PDF as it came, once every part of it was seen to be inert.

    One that opens without a password is no secret, whatever its owner forbids: printing, changing.
    """
    if not content.startswith(b"%PDF-"):
        raise Unfit(_UNREADABLE)
    try:
        with pikepdf.open(BytesIO(content), suppress_warnings=True) as pdf:
            for number, part in enumerate(_parts(pdf.objects)):
                if number > MOST_PDF_PARTS:
                    raise Unfit(_UNREADABLE)
                if isinstance(part, pikepdf.Dictionary | pikepdf.Stream) and _is_active(part):
                    raise Unfit(_ACTIVE)
    except pikepdf.PasswordError as error:
        raise Unfit(_LOCKED) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise Unfit(_LOCKED if "encryption" in str(error) else _UNREADABLE) from error
    return content


def _parts(objects: Iterable[Any]) -> Iterator[Any]:
    """Give every object of a PDF and what stands inside it, each once."""
    for whole in objects:
        waiting = [whole]
        while waiting:
            part = waiting.pop()
            yield part
            if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
                inner = [value for _key, value in part.items()]
            elif isinstance(part, pikepdf.Array):
                inner = list(part)
            else:
                continue
            waiting += [one for one in inner if isinstance(one, pikepdf.Object) and not one.is_indirect]


def _is_active(part: Any) -> bool:
    """Whether the part can run something, or carries another file than an electronic invoice."""
    return (
        not ACTIVE_KEYS.isdisjoint(part.keys())
        or str(part.get("/S", "")) in ACTIVE_ACTIONS
        or not carries_only_invoices(part)
    )


def clean_picture(content: bytes, kind: str) -> bytes:
    """Return the picture drawn anew, upright, without place, device or anything else written in it."""
    try:
        with Image.open(BytesIO(content), formats=[kind]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Unfit(_TOO_LARGE)
            upright = ImageOps.exif_transpose(picture)
            upright = upright.convert(_mode(upright, kind))
            upright.info = {}
            drawn = BytesIO()
            upright.save(drawn, kind, **({"quality": 88} if kind == "JPEG" else {}))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unfit(_TOO_LARGE) from error
    except (OSError, ValueError, SyntaxError) as error:
        raise Unfit(_UNREADABLE) from error
    return drawn.getvalue()


def _mode(picture: Image.Image, kind: str) -> str:
    """Return the way of keeping colours that the picture needs and its format has."""
    if picture.mode in {"1", "L"}:
        return "L"
    return "RGBA" if kind == "PNG" and picture.has_transparency_data else "RGB"


CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    "pdf": clean_pdf,
    "jpg": lambda content: clean_picture(content, "JPEG"),
    "png": lambda content: clean_picture(content, "PNG"),
}

_DISGUISED = _(
    "« %(label)s » : le contenu du fichier %(name)s ne correspond pas à son nom. "
    "Choisissez un vrai fichier %(types)s."
)
_UNREADABLE = _(
    "« %(label)s » : le fichier %(name)s est abîmé et ne s’ouvre pas. "
    "Enregistrez-le à nouveau ou numérisez le document, puis ajoutez-le."
)
_LOCKED = _(
    "« %(label)s » : le fichier %(name)s est protégé par un mot de passe. "
    "Enregistrez-le sans protection, puis ajoutez-le."
)
_ACTIVE = _(
    "« %(label)s » : le fichier %(name)s contient un programme ou un autre fichier. "
    "Imprimez-le vers un nouveau PDF, puis ajoutez celui-ci."
)
_TOO_LARGE = _(
    "« %(label)s » : l’image %(name)s est trop grande. Réduisez-la à 60 millions de pixels au plus, "
    "puis ajoutez-la."
)
