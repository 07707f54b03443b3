"""Takes an added file through a process of its own, and gives the copy that is kept."""

from __future__ import annotations

import os
import stat
import time
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, BinaryIO

from django.conf import settings
from django.core.files import File

from monespace.documents.sandbox.places import Places
from monespace.documents.sandbox.process import Broken, clean_apart

if TYPE_CHECKING:
    from collections.abc import Collection


def cleaned(came: File, *, accept: Collection[str]) -> tuple[str, File]:
    """Return the true extension of what ``came``, and the copy to keep: open, gone once it is closed.

    Both are read and written piece by piece. Raises Unfit; NoPlace or NoAnswer, when other files take the
    machine; Broken; OSError when the disk is full.
    """
    deadline = time.monotonic() + settings.CLEANING_SECONDS
    with (
        places().hold(wait=settings.CLEANING_WAIT_SECONDS),
        TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR, ignore_cleanup_errors=True) as folder,
    ):
        source, target = Path(folder, "source"), Path(folder, "target")
        with source.open("wb") as copy:
            for piece in came.chunks():
                copy.write(piece)
        extension = clean_apart(source, target, accept=accept, seconds=deadline - time.monotonic())
        return extension, File(_opened(target))


@cache
def places() -> Places:
    """Return the places of this machine, and the threads of this process that may want one."""
    return Places("mon-espace-cleaning", count=settings.CLEANING_PLACES, asking=settings.CLEANING_MOST_ASKING)


def _opened(target: Path) -> BinaryIO:
    """Open what the other process wrote, if it is a file of its own: it may have been led astray."""
    opened = os.open(target, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    found = os.fstat(opened)
    if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1:
        os.close(opened)
        raise Broken
    return os.fdopen(opened, "rb")
