"""What was asked of one dossier, what came of each request, and what each answer changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from dossiers.complements.difference import difference, version_of
from dossiers.complements.selectors import shown
from dossiers.engine.base import SOURCE_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dossiers.complements.models import ComplementRequest
    from dossiers.engine.schema import Definition
    from dossiers.engine.summary import ChangedAnswer
    from dossiers.submission.models import Submission


@dataclass(frozen=True, kw_only=True)
class PastRequest:
    """A request, the questions that it opened, and what its answer changed; None without an answer."""

    request: ComplementRequest
    questions: Sequence[str]
    changes: Sequence[ChangedAnswer] | None


def history_of(
    requests: Iterable[ComplementRequest], submissions: Sequence[Submission], definition: Definition
) -> list[PastRequest]:
    """Return requests with what came of them; ``submissions`` are all of their dossier, in order."""
    return [
        PastRequest(
            request=request,
            questions=shown(request, definition).questions,
            changes=changes_of(request, submissions, definition),
        )
        for request in requests
    ]


def changes_of(
    request: ComplementRequest, submissions: Sequence[Submission], definition: Definition
) -> list[ChangedAnswer] | None:
    """Return what the answer changed of what was sent before it; None while there is no answer."""
    place = next((at for at, one in enumerate(submissions) if one.pk == request.answer_id), 0)
    if not place:
        return None
    earlier, later = (version_of(one, definition) for one in submissions[place - 1 : place + 1])
    return difference(earlier, later, get_language() or SOURCE_LANGUAGE)
