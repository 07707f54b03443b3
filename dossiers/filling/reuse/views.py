"""The page where documents of other dossiers are chosen for a question."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_http_methods

from dossiers.catalogue.published import title_of
from dossiers.filling.attachment_services import double_in_words
from dossiers.filling.errors import NoLongerDraft
from dossiers.filling.reuse.errors import NoLongerThere, NothingChosen
from dossiers.filling.reuse.selectors import listed_documents
from dossiers.filling.reuse.services import reuse_documents
from dossiers.filling.selectors import get_draft
from dossiers.filling.uploads.page import kept_way, say_refusals
from dossiers.filling.views import leave_sent_dossier
from dossiers.filling.ways import STILL_FILLING
from dossiers.states import State
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission
from monespace.common.errors import NotVisible
from monespace.lists.paging import page_of
from monespace.lists.words import words_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from dossiers.filling.attachment_services import Change


@require_http_methods(["GET", "HEAD", "POST"])
def reuse(request: HttpRequest, space: str, dossier_id: UUID, step: str, field: str) -> HttpResponse:
    """List the documents that fit a question; on POST add copies of those ``chosen``, and lead back."""
    actor = get_actor(request, space)
    draft = get_draft(actor, dossier_id, Permission.FILL_DOSSIERS)
    if draft.dossier.state != State.DRAFT:
        return leave_sent_dossier(request, actor, draft.dossier)
    question = draft.file_question(step, field)
    if question is None:
        raise NotVisible
    address = reverse("dossiers:step", kwargs={"space": space, "dossier_id": dossier_id, "step": step})
    step_url = f"{address}?{urlencode({**kept_way(request), **STILL_FILLING})}#id_{field}"
    if request.method == "POST":
        chosen = request.POST.getlist("chosen")
        try:
            change = reuse_documents(actor=actor, draft=draft, step=step, question=question, chosen=chosen)
        except NoLongerDraft:
            return leave_sent_dossier(request, actor, draft.dossier)
        except (NothingChosen, NoLongerThere) as refusal:
            messages.error(request, refusal.message)
            return redirect(request.get_full_path())
        _say(request, change, number=len(set(chosen)))
        return redirect(step_url)
    page = page_of(request, listed_documents(actor, draft, question, words=words_of(request)))
    rows = [(one, title_of(one.dossier.demarche_version_id, get_language())) for one in page.rows]
    context = {
        "draft": draft,
        "question": question,
        "held": draft.files_of(step, field),
        "page": page.showing(rows),
        "step_url": step_url,
    }
    return render(request, "dossiers/filling/reuse/reuse.html", context)


def _say(request: HttpRequest, change: Change, *, number: int) -> None:
    """Say what became of the documents that were chosen."""
    say_refusals(request, change.refusals)
    for double in change.doubles:
        messages.info(request, double_in_words(*double))
    added = number - len(change.doubles) - sum(map(len, change.refusals.values()))
    if added > 0:
        messages.success(request, ngettext("Le document est ajouté.", "Les documents sont ajoutés.", added))
