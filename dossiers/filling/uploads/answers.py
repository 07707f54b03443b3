"""What a page's script is told of documents that came or went (ADR 0107).

JSON: ``added``, a list of ``{"id", "row"}``, the row as HTML; ``gone``, ids; ``said``, sentences about what
came twice; ``refused``, sentences; ``again``, whether the same file may be kept a moment later.
"""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from dossiers.filling.attachment_services import change_documents, double_in_words
from dossiers.filling.uploads.page import address_of
from monespace.common.errors import DomainError, NotVisible
from monespace.documents.rules import PASSING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from dossiers.engine.kinds import FileQuestion
    from dossiers.filling.attachment_services import Hold
    from dossiers.filling.draft import Draft
    from enterprises.rights.actor import Actor

    View = Callable[..., JsonResponse]


def told_in_json(view: View) -> View:
    """Have a view's refusals told to a script as one of its sentences, under their own status."""

    @wraps(view)
    def told(*args: Any, **kwargs: Any) -> JsonResponse:
        try:
            return view(*args, **kwargs)
        except DomainError as refusal:
            return JsonResponse({"refused": [str(refusal.message)]}, status=refusal.status)

    return told


def change_question(
    request: HttpRequest, *, actor: Actor, draft: Draft, step: str, hold: Hold | None = None
) -> JsonResponse:
    """Add what was sent as ``file`` to the question ``field``, take away the ids ``remove``; tell of it.

    ``hold`` as ``change_documents`` has it. Raises NotVisible for what is no question answered by files.
    """
    field = request.POST.get("field", "")
    question = draft.file_question(step, field)
    if question is None:
        raise NotVisible
    before = draft.files_of(step, field)
    leaving = [one for one in before if str(one.pk) in request.POST.getlist("remove")]
    uploads = [(question, upload) for upload in request.FILES.getlist("file")]
    change = change_documents(
        actor=actor, draft=draft, step=step, leaving=leaving, uploads=uploads, hold=hold
    )
    now = draft.with_attachments(tuple(change.documents))
    kept = {str(one.pk): one for one in now.files_of(step, field)}
    known = {str(one.pk) for one in before}
    added = [id_ for id_ in kept if id_ not in known]
    refusals = change.refusals.get(field, [])
    return JsonResponse(
        {
            "added": [{"id": id_, "row": _row(question, now, actor, id_)} for id_ in added],
            "gone": sorted(known - kept.keys()),
            "said": [double_in_words(*double) for double in change.doubles],
            "refused": [sentence for refusal in refusals for sentence in refusal.messages],
            "again": bool(refusals) and all(refusal.code in PASSING for refusal in refusals),
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refusals else HTTPStatus.OK,
    )


def _row(question: FileQuestion, draft: Draft, actor: Actor, document: str) -> str:
    """Return the row of a document, as the page of the step prints it."""
    language = get_language() or draft.dossier.language
    widget = question.widget(language, [document], draft.journey.facts)
    widget.address_of = address_of({"space": actor.space.key, "dossier_id": draft.dossier.pk})
    context = widget.get_context(question.key, None, None)
    [file] = context["widget"]["stored"]
    return render_to_string("forms/widgets/document.html", {**context, "file": file})
