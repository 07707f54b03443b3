"""What is told of messages, and what a system writes."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from api.dossiers.schemas import SHA256
from api.dossiers.uploads import NewDocument
from api.schemas import Body
from dossiers.messages.letters import DOCUMENTS
from dossiers.messages.models import LONGEST_TEXT, MOST_MESSAGES, Side
from monespace.common.text import several_lines
from monespace.documents.models import StoredFile


class MessageDocument(Body):
    """A file that goes with a message; only one that the scan found ``clean`` can be read."""

    href: str
    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str = Field(pattern=SHA256)
    scan: StoredFile.Scan


class Message(Body):
    """What one side wrote to the other; ``number`` counts the messages of the dossier from 1.

    ``author`` is who wrote it: somebody of the person's side, or an officer or a system of the service.
    """

    href: str
    id: UUID
    number: int
    side: Side
    author: str
    language: str
    text: str
    written_at: datetime
    documents: list[MessageDocument]


class MessagePage(Body):
    """Messages in the order in which they were written; ``next`` leads to those after them, if any."""

    items: list[Message]
    page_size: int
    next: str | None = None


class NewMessage(Body):
    """Words for the person, in the language of the dossier, and documents: 7 MB of them all together."""

    text: Annotated[
        str,
        Field(min_length=1, max_length=LONGEST_TEXT, description="Lines end with a line feed."),
        AfterValidator(several_lines),
        Field(min_length=1),
    ]
    documents: list[NewDocument] = Field(default=[], max_length=DOCUMENTS.max_files)
    read_up_to: int = Field(
        default=0,
        strict=True,
        ge=0,
        le=MOST_MESSAGES,
        description="The number of the last message that you have read.",
    )
