"""Receives the files of a request within its limits: one that cannot be received costs nothing but itself.

Django's own handlers raise when there are too many files, or no room for one of them, and all that was typed
is lost with it. Here such a file arrives as a LostFile, which every place that takes files refuses by name.
"""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from monespace.documents.rules import LARGEST_MB, MEGABYTE, MOST_FILES_TOGETHER, MOST_MB_TOGETHER, Loss


class LostFile(UploadedFile):
    """A file that was sent and whose content is not here; ``loss`` says why."""

    def __init__(self, *, name: str, loss: Loss) -> None:
        super().__init__(file=BytesIO(), name=name, size=0)
        self.loss = loss


class BoundedUploadHandler(FileUploadHandler):
    """Keeps files in memory when the request is small, else in temporary files that vanish with it."""

    content: IO[bytes]
    loss: Loss | None

    def handle_raw_input(
        self, _stream: Any, _meta: Any, content_length: int, *_boundary_and_encoding: Any
    ) -> None:
        """Begin a request of ``content_length`` bytes."""
        self.is_small = content_length <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE
        self.files = self.bytes = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Make room for a file."""
        super().new_file(*args, **kwargs)
        self.files += 1
        self.content, self.loss = BytesIO(), Loss.TOO_MANY if self.files > MOST_FILES_TOGETHER else None
        if not self.is_small and self.loss is None:
            try:
                self.content = TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 - closed with the request
            except OSError:
                self.lose(Loss.NO_ROOM)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece of the file, which begins at ``start``, unless the file is lost already."""
        if self.loss is not None:
            return
        self.bytes += len(raw_data)
        if start + len(raw_data) > LARGEST_MB * MEGABYTE:
            self.lose(Loss.TOO_LARGE)
        elif self.bytes > MOST_MB_TOGETHER * MEGABYTE:
            self.lose(Loss.TOO_MANY)
        else:
            try:
                self.content.write(raw_data)
            except OSError:
                self.lose(Loss.NO_ROOM)

    def file_complete(self, file_size: int) -> UploadedFile:
        """Return the file, or what is known of it."""
        try:
            self.content.seek(0)  # writes what still waits to be written
        except OSError:
            self.lose(Loss.NO_ROOM)
        name = self.file_name or ""
        if self.loss is not None:
            return LostFile(name=name, loss=self.loss)
        return UploadedFile(
            file=self.content,
            name=name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        """Forget a file that did not come to its end."""
        self.lose(Loss.NO_ROOM)

    def lose(self, loss: Loss) -> None:
        """Give back what the file has taken; its first loss counts."""
        self.loss = self.loss or loss
        lost, self.content = self.content, BytesIO()
        with suppress(OSError):
            lost.close()
