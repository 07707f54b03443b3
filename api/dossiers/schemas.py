"""What is told of dossiers."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, WithJsonSchema

from api.schemas import Body
from dossiers.states import TRASHED, UNSENT, State

SHA256 = r"^[0-9a-f]{64}$"
SENT = [state.value for state in State if state not in UNSENT | TRASHED]


def _of_sent(state: State) -> State:
    """Return a state in which a service sees dossiers. Raises ValueError for another."""
    if state.value not in SENT:
        raise ValueError("Services do not see dossiers in this state.")
    return state


SentState = Annotated[State, AfterValidator(_of_sent), WithJsonSchema({"type": "string", "enum": SENT})]


class DemarcheLink(Body):
    """The published version of the démarche; ``href`` leads to the JSON Schema of its payloads."""

    slug: str
    version: int
    href: str


class DossierLink(Body):
    """A dossier in a list; ``changedAt`` is when its state, messages or submissions last changed."""

    href: str
    id: UUID
    reference: str
    demarche: DemarcheLink
    state: SentState
    language: str
    submitted_at: datetime
    changed_at: datetime


class Done(DossierLink):
    """The dossier as an act leaves it; ``made`` leads to what the act wrote, if it wrote something."""

    made: str | None = None


class DossierPage(Body):
    """Dossiers in the order in which they changed; ``next`` leads to those after them, if there are any."""

    items: list[DossierLink]
    page_size: int
    next: str | None = None


class Party(Body):
    """An enterprise, by its number of ten digits."""

    number: str
    name: str


class Owner(Body):
    """Whose the dossier is: a citizen, who sent it, or an enterprise."""

    kind: Literal["citizen", "enterprise"]
    number: str | None = None
    name: str | None = None


class Sender(Body):
    """Who sent it, as known at that moment; ``holder`` is the enterprise whose mandate it was sent under."""

    first_name: str
    last_name: str
    role: str | None = None
    level: int
    method: str
    holder: Party | None = None


class Signatory(Body):
    """Who signed beside who sent it."""

    key: str
    first_name: str
    last_name: str
    level: int
    method: str
    at: datetime


class Document(Body):
    """A file that was sent; ``href`` gives its bytes, whose SHA-256 is ``sha256``."""

    href: str
    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str = Field(pattern=SHA256)
    step: str
    field: str


class Submission(Body):
    """What was sent: first the dossier, then each answer to the service, whole; the last one counts.

    ``payload`` is described by the JSON Schema of the démarche; ``payloadSha256`` is of its canonical JSON.
    """

    number: int
    submitted_at: datetime
    payload: dict[str, Any]
    payload_sha256: str = Field(pattern=SHA256)
    sender: Sender
    declarations: list[str]
    signatories: list[Signatory]
    documents: list[Document]


class Deadline(Body):
    """By when the law wants a decision; no ``dueOn`` while the limit stands still."""

    received_on: date
    due_on: date | None = None
    ended_at: datetime | None = None


class Dossier(DossierLink):
    """A dossier, whole; of one whose data were erased only the state and the dates are left."""

    owner: Owner | None = None
    deadline: Deadline | None = None
    submissions: list[Submission]


class Paging(Body):
    """Which page of a list is wanted."""

    page_size: int = Field(default=50, ge=1, le=200)
    cursor: str | None = Field(default=None, description="What `next` of the page before says.")


class Wanted(Paging):
    """Which dossiers of a list are wanted."""

    state: list[SentState] = Field(default=[], description="One of these states.")
    demarche: str | None = Field(default=None, description="The slug of a démarche.")
    changed_since: AwareDatetime | None = Field(
        default=None, description="Those that changed then or later; with an offset."
    )
