"""Takes in the files that a system sends, before the transaction that keeps its message."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from api.dossiers.uploads import refusals_named
from dossiers.messages.document_services import documents_of
from dossiers.messages.models import Side

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from dossiers.clients.actors import ServiceClient
    from dossiers.messages.document_services import Documents
    from dossiers.messages.letters import Letter


@contextmanager
def taken_for(letter: Letter, *, actor: ServiceClient, dossier_id: UUID) -> Iterator[Documents]:
    """Take the files of a system's letter in for a block that sends it. Raises a Problem that names them."""
    message = letter.message(actor=actor, dossier_id=dossier_id, side=Side.SERVICE)
    with refusals_named(), documents_of(message, letter) as taken:
        yield taken
