"""The documents of a step of a draft, for its page's script; and a document, to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_POST, require_safe

from dossiers.access import get_dossier
from dossiers.filling.selectors import find_attachment, get_draft
from dossiers.filling.services import require_draft
from dossiers.filling.uploads.answers import change_question, told_in_json
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission
from monespace.documents.downloads import show

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import FileResponse, HttpRequest, JsonResponse


@require_POST
@told_in_json
def step_documents(request: HttpRequest, space: str, dossier_id: UUID, step: str) -> JsonResponse:
    """Add a document to a question of a draft, or take one away, for a script."""
    actor = get_actor(request, space)
    draft = get_draft(actor, dossier_id, Permission.FILL_DOSSIERS)
    require_draft(draft.dossier)
    return change_question(request, actor=actor, draft=draft, step=step)


@require_safe
def shown_document(request: HttpRequest, space: str, dossier_id: UUID, document_id: UUID) -> FileResponse:
    """Show a document that the scan found clean in a tab of its own."""
    actor = get_actor(request, space)
    dossier = get_dossier(actor, dossier_id, Permission.READ_DOSSIERS)
    return show(find_attachment(dossier, document_id))
