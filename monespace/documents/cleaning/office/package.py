"""The ZIP package of a document: which type it is, what its parts hold, and the copy that is kept of it."""

from __future__ import annotations

import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from monespace.documents.cleaning.refusals import Reason, Unfit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path
    from typing import IO

    Start = Callable[[str, dict[str, str]], None]
    End = Callable[[str], None]
    Text = Callable[[str], None]

MOST_PARTS: Final = 5_000
MOST_BYTES: Final = 200_000_000  # of all parts, inflated
LEVEL: Final = 4  # of deflating: about as small as the usual 6, in half the time
EPOCH: Final = (
    1980,
    1,
    1,
    0,
    0,
    0,
)  # the earliest time that a ZIP can say: equal documents give equal copies
MIMETYPE: Final = "mimetype"
PICTURES: Final = (".jpg", ".jpeg", ".png", ".gif")  # deflated already
DAMAGED: Final = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    KeyError,  # a part that the list of parts does not have
    NotImplementedError,  # a way of compressing that Python has not
    ValueError,
    RuntimeError,  # a part that opens with a password all the same
)
ENCRYPTED: Final = 0x1  # ZIP, 4.4.4: the flag of a part that opens with a password


class Package:
    """The parts of a document, by name; each is read no further than the size that it says."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
            raise Unfit(Reason.DEMANDING)
        if any(part.flag_bits & ENCRYPTED for part in parts):
            raise Unfit(Reason.LOCKED)
        self.names = {part.filename for part in parts if not part.is_dir()}
        if len(self.names) < sum(
            not part.is_dir() for part in parts
        ):  # two parts of one name: which is read?
            raise Unfit(Reason.UNREADABLE)

    def open(self, name: str) -> IO[bytes]:
        """Open a part; raise Unfit when it is not there."""
        if name not in self.names:
            raise Unfit(Reason.UNREADABLE)
        return self.archive.open(name)

    def size(self, name: str) -> int:
        """Return the size of a part, in bytes."""
        return self.archive.getinfo(name).file_size

    def read_xml(
        self, name: str, start: Start | None = None, *, end: End | None = None, text: Text | None = None
    ) -> None:
        """Read a part of XML through; elements and attributes are named ``namespace local-name``.

        Raises Unfit for one that is damaged, or declares entities of its own: no office program writes any.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _refuse_doctype
        with self.open(name) as content:
            parser.ParseFile(content)

    def write(self, target: Path, names: Collection[str]) -> None:
        """Write the parts called ``names``, in their order, and nothing that stands around them."""
        with zipfile.ZipFile(target, "x") as copy:
            for part in self.archive.infolist():
                if part.filename not in names:
                    continue
                written = zipfile.ZipInfo(part.filename, EPOCH)
                is_deflated = part.filename != MIMETYPE and not part.filename.lower().endswith(PICTURES)
                written.compress_type = zipfile.ZIP_DEFLATED if is_deflated else zipfile.ZIP_STORED
                copy.writestr(written, self.archive.read(part), compresslevel=LEVEL)


@contextmanager
def opened(source: Path) -> Iterator[Package]:
    """Open a document; whatever is damaged in it, raises Unfit."""
    try:
        with zipfile.ZipFile(source) as archive:
            yield Package(archive)
    except DAMAGED as error:
        raise Unfit(Reason.UNREADABLE) from error


def _refuse_doctype(*_said: object) -> None:
    raise Unfit(Reason.UNREADABLE)


def local(name: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return name.rpartition(" ")[2]


def attribute(said: dict[str, str], name: str) -> str:
    """Return the attribute of an element that has this local name, whatever its namespace, or nothing."""
    return next((value for key, value in said.items() if local(key) == name), "")
