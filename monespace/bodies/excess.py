"""A form that brings more than one request may: its texts are read all the same, to be given back (ADR 0063).

Django stops in the middle of such a body; it is read on from there, and a second time from its beginning. The
server holds it whole (ADR 0064), up to ``LARGEST_BODY``: of what is larger nothing is there.
"""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http.multipartparser import FIELD, FILE, ChunkIter, LazyStream, Parser
from django.utils.datastructures import MultiValueDict
from django.utils.encoding import force_str
from django.utils.http import parse_header_parameters
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from monespace.bodies.texts import Texts
from monespace.bodies.whole import FORM_WITH_FILES
from monespace.common.text import isolated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.http import HttpRequest
    from django.utils.functional import _StrOrPromise

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
CHUNK = 64 << 10
SPOOLED = 16 << 20  # bytes of a body with files that are read a second time
IN_MEMORY = 1 << 20  # bytes of them
LONGEST_NAME = 100  # of a file, as it is said


class Cause(Enum):
    """What there was too much of."""

    TEXTS = _(
        "Ce que vous avez écrit dépasse la taille permise : rien n’en est enregistré. Raccourcissez vos "
        "textes, puis envoyez à nouveau."
    )
    FIELDS = _("Cette page a envoyé trop de réponses à la fois : rien n’en est enregistré.")
    FILES = _(
        "Vous avez choisi trop de fichiers à la fois : rien n’est enregistré. Choisissez-en moins, puis "
        "envoyez à nouveau."
    )


CAUSES = {RequestDataTooBig: Cause.TEXTS, TooManyFieldsSent: Cause.FIELDS, TooManyFilesSent: Cause.FILES}
CUT = _("Des textes très longs, seul le début est de nouveau là.")
FILES_AGAIN = _("Les fichiers sont à choisir à nouveau : %(names)s.")


@dataclass(frozen=True)
class Excess:
    """What there was too much of, the ``files`` by name, and whether texts come back in part only."""

    cause: Cause
    files: tuple[str, ...] = ()
    is_cut: bool = False

    def __iter__(self) -> Iterator[_StrOrPromise]:
        """Yield what the page says, sentence by sentence."""
        yield self.cause.value
        if self.is_cut:
            yield CUT
        if self.files:
            yield files_again(self.files)


def files_again(names: Iterable[str]) -> _StrOrPromise:
    """Return that the files of these names are to be chosen again: no page can give a file back."""
    short = (isolated(Truncator(name).chars(LONGEST_NAME)) for name in names)
    return FILES_AGAIN % {"names": ", ".join(short)}


def excess_of(request: HttpRequest) -> Excess | None:
    """Return what there was too much of in this request; None when it fits."""
    return getattr(request, "excess", None)


def read_form(request: HttpRequest) -> None:
    """Read the form of a request; one that does not fit has ``excess``, some of its texts and no file."""
    spool, parse = Spool(), request.parse_file_upload
    request.parse_file_upload = lambda meta, body: parse(meta, Copied(body, spool))  # type: ignore[method-assign, assignment, arg-type]
    try:
        request.POST  # noqa: B018 - reads it
    except TOO_LARGE as error:
        texts = _texts_of(request, spool)
        request.excess = Excess(CAUSES[type(error)], tuple(texts.files), texts.is_cut)  # type: ignore[attr-defined]
        texts.query._mutable = False  # noqa: SLF001 - as every form that is read
        request.POST = texts.query  # type: ignore[assignment]
        request._files = MultiValueDict()  # type: ignore[attr-defined]  # noqa: SLF001 - FILES cannot be set
    finally:
        spool.close()


class Spool:
    """The beginning of a body; what finds no room on the disk is done without."""

    def __init__(self) -> None:
        self._content = SpooledTemporaryFile(max_size=IN_MEMORY, dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 - closed with the form
        self.is_whole, self._size = True, 0

    def add(self, piece: bytes) -> None:
        """Keep a piece while there is room."""
        self._size += len(piece)
        if not self.is_whole or self._size > SPOOLED:
            self.is_whole = False
            return
        try:
            self._content.write(piece)
        except OSError:
            self.is_whole = False

    def pieces(self) -> Iterator[bytes]:
        """Give what was kept."""
        with suppress(OSError):
            self._content.seek(0)
            while piece := self._content.read(CHUNK):
                yield piece

    def close(self) -> None:
        """Give back the place."""
        with suppress(OSError):
            self._content.close()


class Copied:
    """A body whose beginning is copied while it is read."""

    def __init__(self, body: IO[bytes], spool: Spool) -> None:
        self._body, self._spool = body, spool

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        piece = self._body.read(size)
        self._spool.add(piece)
        return piece


class Pieces:
    """Pieces of a body, read like a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read(self, _size: int = -1) -> bytes:
        """Return the next piece, whatever its size."""
        return next(self._pieces, b"")


def _texts_of(request: HttpRequest, spool: Spool) -> Texts:
    """Read a body from its beginning as far as it is still there, and on to its end."""
    texts = Texts(most_fields=settings.DATA_UPLOAD_MAX_NUMBER_FIELDS)
    kind, parameters = parse_header_parameters(request.META.get("CONTENT_TYPE", ""))
    rest = _rest_of(request)
    if kind == FORM_WITH_FILES:
        body = chain(spool.pieces(), rest) if spool.is_whole else spool.pieces()
        _read_parts(Pieces(iter(body)), parameters["boundary"].encode("latin-1"), texts)
    elif hasattr(request, "_body"):
        texts.add_urlencoded(iter([request.body]))
    else:
        texts.add_urlencoded(rest)
    _pass(rest)
    return texts


def _rest_of(request: HttpRequest) -> Iterator[bytes]:
    while piece := request.read(CHUNK):
        yield piece


def _read_parts(body: Pieces, boundary: bytes, texts: Texts) -> None:
    """Read a form with files: the texts as far as they fit, and the names of the files."""
    for kind, headers, content in Parser(LazyStream(ChunkIter(cast("Any", body))), boundary):
        disposition = headers.get("content-disposition", ("", {}))[1]
        name = force_str(disposition.get("name", b""), errors="replace").strip()
        if kind == FIELD:
            texts.add(name, content.read(texts.room))
        elif kind == FILE and (file_name := disposition.get("filename")):
            texts.name_file(force_str(file_name, errors="replace"))
        if content.read(1):
            texts.is_cut = texts.is_cut or kind == FIELD
        _pass(content)


def _pass(content: Iterable[bytes]) -> None:
    """Read to the end and forget."""
    deque(content, maxlen=0)
