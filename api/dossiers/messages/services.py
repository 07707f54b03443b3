"""Takes in the files that a system sends, before the transaction that keeps its message."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from django.core.exceptions import ValidationError

from api.problems import kinds
from api.problems.kinds import Problem, bad_request, issue
from dossiers.messages.document_services import documents_of
from dossiers.messages.models import Side

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from dossiers.clients.actors import ServiceClient
    from dossiers.messages.document_services import Documents
    from dossiers.messages.letters import Letter

REFUSED: Final = {
    "type": "Its name ends in .pdf, .jpg or .png.",
    "size": "It is empty, or larger than 10 MB.",
    "unfit": "It cannot be kept as the PDF, JPG or PNG that its name says.",
    "infected": "It contains a virus.",
}
"""Why a file is refused, by the code of the rule; any other code says that it may be sent again."""
SECONDS: Final = "10"


@contextmanager
def taken_for(letter: Letter, *, actor: ServiceClient, dossier_id: UUID) -> Iterator[Documents]:
    """Take the files of a system's letter in for a block that sends it. Raises a Problem that names them."""
    message = letter.message(actor=actor, dossier_id=dossier_id, side=Side.SERVICE)
    try:
        with documents_of(message, letter) as taken:
            yield taken
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
