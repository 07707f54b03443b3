"""A storage for documents that has room for so many files, and is full in the middle of the next one."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.files.storage import FileSystemStorage, default_storage

if TYPE_CHECKING:
    import pytest


def fill_disk(fault: pytest.MonkeyPatch, *, after: int = 0, written: int = 100) -> None:
    """Let ``after`` files be stored; of each one that follows only ``written`` bytes fit."""
    save, count = FileSystemStorage.save, iter(range(after))

    def save_while_there_is_room(storage: FileSystemStorage, name: str, content: Any, **options: Any) -> str:
        if next(count, None) is not None:
            return save(storage, name, content, **options)
        if written:
            path = Path(storage.path(name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read(written))
        raise OSError(errno.ENOSPC, "No space left on device")

    fault.setattr(FileSystemStorage, "save", save_while_there_is_room)


def stored_in(folder: object) -> list[str]:
    """Return the names of the documents stored below ``documents/<folder>/``."""
    try:
        return sorted(default_storage.listdir(f"documents/{folder}")[1])
    except FileNotFoundError:
        return []
