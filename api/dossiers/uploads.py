"""Files that a system sends in base64, and why they are refused."""

from __future__ import annotations

from base64 import b64decode
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Final

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from pydantic import AfterValidator, Field, WithJsonSchema

from api.problems import kinds
from api.problems.kinds import Problem, bad_request, issue
from api.schemas import Body

if TYPE_CHECKING:
    from collections.abc import Iterator

REFUSED: Final = {
    "type": "Its name ends in .pdf, .jpg or .png.",
    "size": "It is empty, or larger than 10 MB.",
    "unfit": "It cannot be kept as the PDF, JPG or PNG that its name says.",
    "infected": "It contains a virus.",
}
"""Why a file is refused, by the code of the rule; any other code says that it may be sent again."""
SECONDS: Final = "10"


def _in_base64(text: str) -> str:
    """Return a text in base64. Raises ValueError for another."""
    b64decode(text, validate=True)
    return text


class NewDocument(Body):
    """A file that is sent: PDF, JPG or PNG, judged and scanned as those of people."""

    name: Annotated[str, Field(min_length=1, max_length=255)]
    content: Annotated[str, AfterValidator(_in_base64), WithJsonSchema({"type": "string", "format": "byte"})]

    @property
    def as_upload(self) -> UploadedFile:
        """The file as if it came from a form."""
        return SimpleUploadedFile(self.name, b64decode(self.content))


@contextmanager
def refusals_named() -> Iterator[None]:
    """Raise a Problem that names the files of a block that are refused."""
    try:
        yield
    except ValidationError as refused:
        raise _problem(refused) from refused


def _problem(refused: ValidationError) -> Problem:
    found = [(one.code, (one.params or {}).get("name")) for one in refused.error_list]
    if not {code for code, _name in found} <= set(REFUSED):
        again = {"Retry-After": SECONDS}
        return Problem(
            kinds.UNAVAILABLE, "A document could not be taken in now: send it again.", headers=again
        )
    return bad_request(
        *(issue("documents", "body", "invalidInput", REFUSED[str(code)], name) for code, name in found)
    )
