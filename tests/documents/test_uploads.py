"""Receiving files: one that cannot be received is known by its name, and costs nothing but itself."""

from __future__ import annotations

import errno
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from dossiers.engine.kinds import LongTextQuestion, MultipleChoiceQuestion
from dossiers.engine.schema import Step
from monespace.documents import uploads
from monespace.documents.rules import MOST_FILES_TOGETHER, Loss

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def received() -> Iterator[Callable[..., Any]]:
    """Send files named by their rank between two fields, and give the request."""
    requests = []

    def send(*contents: bytes) -> Any:
        files = [SimpleUploadedFile(f"{rank}.pdf", content) for rank, content in enumerate(contents)]
        request = RequestFactory().post("/", {"before": "un", "files": files, "after": "deux"})
        requests.append(request)
        return request

    yield send
    for request in requests:
        request.close()


def losses(request) -> dict[str, Loss]:
    assert (request.POST["before"], request.POST["after"]) == ("un", "deux")
    return {one.name: one.loss for one in request.FILES.getlist("files") if hasattr(one, "loss")}


@pytest.mark.parametrize("memory", [0, 1 << 20])
def test_files_come_as_they_were_sent(received, settings, memory):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = memory
    request = received(b"a" * 100_000, b"b", b"")
    assert losses(request) == {}
    came = request.FILES.getlist("files")
    assert [(one.name, one.size, one.read()) for one in came] == [
        ("0.pdf", 100_000, b"a" * 100_000),
        ("1.pdf", 1, b"b"),
        ("2.pdf", 0, b""),
    ]


def test_a_file_too_many_is_lost_alone(received):
    request = received(*[b"x"] * (MOST_FILES_TOGETHER + 2))
    names = (f"{MOST_FILES_TOGETHER}.pdf", f"{MOST_FILES_TOGETHER + 1}.pdf")
    assert losses(request) == dict.fromkeys(names, Loss.TOO_MANY)
    assert len(request.FILES.getlist("files")) == MOST_FILES_TOGETHER + 2


@pytest.mark.parametrize("memory", [0, 10 << 20])
def test_a_file_too_heavy_is_lost_alone(received, settings, monkeypatch, memory):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = memory
    monkeypatch.setattr(uploads, "LARGEST_MB", 1)
    assert losses(received(b"a" * 1_000_000, b"b" * 1_000_001, b"c")) == {"1.pdf": Loss.TOO_LARGE}


def test_files_too_heavy_together_are_lost_from_the_first_without_room(received, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_MB_TOGETHER", 1)
    assert losses(received(b"a" * 600_000, b"b" * 600_000)) == {"1.pdf": Loss.TOO_MANY}


class FullDisk(BytesIO):
    """A file on a disk that is full, noticed at ``moment``."""

    moment = ""

    def fail_at(self, moment: str) -> None:
        if moment == self.moment:
            raise OSError(errno.ENOSPC, "No space left on device")

    def write(self, content) -> int:
        self.fail_at("write")
        return super().write(content)

    def seek(self, *place) -> int:
        self.fail_at("seek")
        return super().seek(*place)

    def close(self) -> None:
        super().close()
        self.fail_at("close")


@pytest.mark.parametrize("moment", ["", "open", "write", "seek", "close"])
def test_a_full_disk_loses_files_and_no_field(received, settings, monkeypatch, moment):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    opened = []

    def temporary_file(**_options: object) -> FullDisk:
        if moment == "open":
            raise FileNotFoundError("No usable temporary directory found")
        file = FullDisk()
        file.moment = "write" if moment == "close" else moment
        opened.append(file)
        return file

    monkeypatch.setattr(uploads, "TemporaryFile", temporary_file)
    expected = {} if not moment else {"0.pdf": Loss.NO_ROOM, "1.pdf": Loss.NO_ROOM}
    assert losses(received(b"a", b"b")) == expected
    assert all(file.closed for file in opened) is bool(moment)


def test_the_largest_step_a_definition_may_have_fits_in_one_request(settings):
    fields = max_of(Step.model_fields["fields"])
    longest = next(
        one.le for one in LongTextQuestion.model_fields["max_length"].metadata if hasattr(one, "le")
    )
    options = max_of(MultipleChoiceQuestion.model_fields["options"])
    bytes_of_a_character = len("%F0%9F%98%80")
    assert fields * longest * bytes_of_a_character < settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert fields * (options + 1) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS


def max_of(field) -> int:
    return next(one.max_length for one in field.metadata if hasattr(one, "max_length"))
