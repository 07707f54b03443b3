"""The page of the internal notes about a dossier: read and written by the officers of its service only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.sessions.typed_forms import gives_typing_back
from dossiers.handling.note_services import add_note
from dossiers.handling.officers import officer_of
from helpdesk.access import AgentPermission, agents_only
from helpdesk.cases.forms import NoteForm
from helpdesk.cases.selectors import case_for, notes_of
from helpdesk.cases.services import open_case
from monespace.common.errors import DomainError
from monespace.common.forms import render_form
from monespace.lists.paging import page_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from dossiers.handling.models import Case
    from helpdesk.access import AgentRequest


@agents_only(AgentPermission.HANDLE_CASES)
@gives_typing_back
def case_notes(request: AgentRequest, dossier_id: UUID) -> HttpResponse:
    """Show the notes of a dossier that is open to the officer; on POST keep one."""
    officer = officer_of(request.user)
    case, is_open = case_for(officer, dossier_id)
    form = NoteForm(request.POST or None)
    if request.method != "POST":
        if not is_open and not form.is_bound:
            return redirect("admin:case", dossier_id=dossier_id)
        return _page(request, case, form, is_open=is_open)
    open_case(actor=request.user, dossier_id=dossier_id)  # what comes back shows the notes
    if form.is_valid():
        try:
            add_note(actor=officer, dossier_id=dossier_id, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error("text", refusal.message)
        else:
            messages.success(request, _("La note est enregistrée. Seul votre service la lit."))
            return redirect("admin:case_notes", dossier_id=dossier_id)
    return _page(request, case, form, is_open=True)


def _page(request: AgentRequest, case: Case, form: NoteForm, *, is_open: bool) -> HttpResponse:
    """Show the notes; of a dossier that is not open, the note that came back alone."""
    context = {
        "case": case,
        "dossier": case.dossier,
        "page": page_of(request, notes_of(case)),
        "is_open": is_open,
    }
    return render_form(request, "helpdesk/cases/notes.html", form, context)
