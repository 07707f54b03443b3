"""The page of all questions: empty, filled in, with errors, read again; in the demo only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from dossiers.engine import step_form, summary
from dossiers.engine.base import SOURCE_LANGUAGE
from monespace.demo.questions import examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

EMPTY, FILLED, WRONG, READ = "vides", "remplies", "erreurs", "relues"
STATES: Final = (EMPTY, FILLED, WRONG, READ)


@require_safe
@login_not_required
def questions(request: HttpRequest, state: str = EMPTY) -> HttpResponse:
    """Show a question of each kind in one state, with what its author wrote."""
    if state not in STATES:
        raise Http404
    language = get_language() or SOURCE_LANGUAGE
    steps = list(_read(language) if state == READ else _asked(state, language))
    context = {"steps": steps, "state": state}
    return render(request, "demo/questions.html", context)


def _asked(state: str, language: str) -> Iterator[dict[str, Any]]:
    """Give the form of each step: as it is met, filled in, or sent without an answer."""
    given = examples.answers() if state == FILLED else {}
    journey = examples.journey(given, timezone.localdate())
    for step in examples.definition().steps:
        sent: dict[str, Any] | None = {} if state == WRONG else None
        form = step_form(journey, step.key, language=language, data=sent)
        yield {"title": step.title, "written": examples.written()[step.key], "form": form}


def _read(language: str) -> Iterator[dict[str, Any]]:
    """Give what people read of the answers of each step."""
    journey = examples.journey(examples.answers(), timezone.localdate())
    for section in summary(journey, language):
        yield {"title": section.title, "written": examples.written()[section.key], "rows": section.rows}
