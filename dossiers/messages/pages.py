"""What the pages of a conversation show, whichever side reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dossiers.dossier.routed import definition_for
from dossiers.messages.forms import MessageForm
from dossiers.messages.selectors import lines_of, messages_of
from monespace.bodies.excess import files_again
from monespace.lists.paging import page_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User
    from dossiers.dossier.models import Dossier
    from dossiers.messages.models import Side

MESSAGES_PER_PAGE = 30


def conversation_context(
    request: HttpRequest,
    dossier: Dossier,
    *,
    side: Side,
    reader: User,
    form: MessageForm | None,
    may_write: bool,
) -> dict[str, Any]:
    """Return the messages as ``reader``, of one side, reads them, and the form unless nothing can be written.

    ``form`` is one that came back; its files are to be chosen again.
    """
    page = page_of(request, messages_of(dossier), per_page=MESSAGES_PER_PAGE)
    last = page.rows[0].number if page.rows else 0
    lines = lines_of(page.rows, dossier=dossier, side=side, reader=reader)
    files = [one.name or "" for one in request.FILES.getlist("documents")]
    return {
        "dossier": dossier,
        "definition": definition_for(dossier),
        "page": page.showing(lines),
        "last_number": last,
        "may_mark": any(line.is_unread for line in lines),
        "form": form or (MessageForm(initial={"seen": last}) if may_write else None),
        "files_again": files_again(files) if files else "",
    }
