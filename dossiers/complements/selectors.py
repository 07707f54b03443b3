"""What the pages show of what a service asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language

from dossiers.complements.models import ComplementRequest
from dossiers.engine.base import SOURCE_LANGUAGE
from dossiers.states import State
from monespace.common.db import get_or_none

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dossiers.dossier.models import Dossier
    from dossiers.engine.schema import Definition


@dataclass(frozen=True, kw_only=True)
class ShownRequest:
    """A request that waits, and the questions it opens in the reader's language."""

    request: ComplementRequest
    questions: Sequence[str]

    @property
    def is_late(self) -> bool:
        """Whether the day that was said is over, and it may still be answered."""
        return timezone.localdate() > self.request.due_on


def open_request_of(dossier: Dossier) -> ComplementRequest | None:
    """Return what the service waits for; read only where it waits."""
    if dossier.state != State.ACTION_NEEDED:
        return None
    return get_or_none(ComplementRequest.objects.open().filter(dossier=dossier))


def shown_request(dossier: Dossier, definition: Definition) -> ShownRequest | None:
    """Return what the page of a dossier shows of what the service waits for."""
    request = open_request_of(dossier)
    if request is None:
        return None
    language = get_language() or SOURCE_LANGUAGE
    asked = (definition.question(name) for name in request.fields)
    return ShownRequest(
        request=request, questions=[question.label(language) for question in asked if question]
    )
