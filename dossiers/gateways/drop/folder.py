"""A folder that the service collects from, over SFTP or a shared disk.

A parcel is a folder of its own in ``DROP_FOLDER``; whoever lists it never sees half a parcel.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings

from dossiers.gateways.contract import DeliveryFailed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MODE: Final = 0o750  # the group is whoever collects
STALE_SECONDS: Final = 3600


class FolderPlace:
    """``DROP_FOLDER``: a parcel is written beside its place under a hidden name, then renamed: one step."""

    def holds(self, name: str) -> bool:
        """Whether its folder is there."""
        with _said():
            return _target(name).exists()

    @contextmanager
    def laying(self, name: str) -> Iterator[LyingFolder]:
        """Write it under a hidden name, and rename that."""
        with _said():
            target = _target(name)
            target.parent.mkdir(mode=MODE, exist_ok=True)
            _clear(target)
            being_written = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
            try:
                (being_written / "documents").mkdir(mode=MODE)
                yield LyingFolder(being_written)
                _settle(being_written / "documents")
                _settle(being_written)
                being_written.chmod(MODE)
                _rename(being_written, target)
                _settle(target.parent)
            finally:
                shutil.rmtree(being_written, ignore_errors=True)


@dataclass(frozen=True)
class LyingFolder:
    """The folder that is being written."""

    path: Path

    def write(self, name: str, parts: Iterable[bytes], *, size: int, sha256: str) -> None:  # noqa: ARG002 - a disk counts itself
        """Write a file, down to the disk."""
        with (self.path / name).open("xb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())


def _target(name: str) -> Path:
    if not settings.DROP_FOLDER:
        raise DeliveryFailed("no_drop_folder")
    return Path(settings.DROP_FOLDER, name)


@contextmanager
def _said() -> Iterator[None]:
    """Say what the disk refuses as a failure of the way."""
    try:
        yield
    except OSError as error:
        raise DeliveryFailed(f"drop_{errno.errorcode.get(error.errno or 0, 'failed')}") from error


def _rename(being_written: Path, target: Path) -> None:
    try:
        being_written.rename(target)
    except OSError as error:
        if error.errno not in {errno.EEXIST, errno.ENOTEMPTY}:  # another attempt was quicker
            raise


def _clear(target: Path) -> None:
    """Remove what attempts that were cut short have left of this parcel."""
    for left in target.parent.glob(f".{target.name}.*"):
        if time.time() - left.stat().st_mtime > STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def _settle(folder: Path) -> None:
    """Have the disk keep the names in a folder."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
