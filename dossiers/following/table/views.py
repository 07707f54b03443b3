"""The list of a company's dossiers: what is wanted, how many there are, one page of them, or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from dossiers.following.chosen import chosen, number_of
from dossiers.following.table.errors import TooManyToExport
from dossiers.following.table.forms import TableForm
from dossiers.following.table.selectors import offered_to, table_rows
from dossiers.following.table.services import export_dossiers
from enterprises.rights.door import get_insider
from enterprises.rights.permissions import Permission
from monespace.lists.paging import PAGE, PER_PAGE, KeysFirst, paginated
from monespace.lists.words import words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, QueryDict
    from django.http.response import HttpResponseBase

    from enterprises.register.models import Enterprise
    from enterprises.rights.actor import Actor

BY_DAY = ("-envoi", "envoi")


@require_POST
def export(request: HttpRequest, space: str) -> HttpResponseBase:
    """Give all that is wanted as one file; the address holds the same filters as the page."""
    actor, enterprise = get_insider(request, space, Permission.READ_DOSSIERS)
    offered = offered_to(actor, enterprise)
    wanted = TableForm(request.GET, offered=offered).wanted(words_of(request))
    try:
        lines = export_dossiers(actor=actor, enterprise=enterprise, wanted=wanted, offered=offered)
    except TooManyToExport as refusal:
        messages.error(request, str(refusal.message))
        return redirect(_address(reverse("dossiers:list", kwargs={"space": space}), request.GET))
    file = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    file["Content-Disposition"] = f'attachment; filename="dossiers-{enterprise.number}.csv"'
    return file


def table_context(
    request: HttpRequest, actor: Actor, enterprise: Enterprise, by_state: Mapping[str, int]
) -> dict[str, Any]:
    """Return what the page of a company's dossiers shows; ``by_state`` says how many are in each state."""
    offered = offered_to(actor, enterprise)
    form = TableForm(request.GET, offered=offered)
    wanted = form.wanted(words_of(request))
    rows = KeysFirst(chosen(actor, wanted), PER_PAGE, known=number_of(wanted, by_state))
    page = paginated(request, rows, PAGE)
    query = page.query
    order = form.cleaned_data.get("tri", "")
    return {
        "page": page.showing(table_rows(actor, page.rows, offered)),
        "form": form,
        "removable": [
            {"label": label, "url": _address(request.path, query, **{name: ""})}
            for name, label in form.narrowing()
        ],
        "has_places": bool(form.places),
        "order": order,
        "url_by_state": _address(request.path, query, tri="" if order == "etat" else "etat"),
        "url_by_day": _address(request.path, query, tri=BY_DAY[order == BY_DAY[0]]),
        "url_of_all": request.path,
        "export_url": _address(reverse("dossiers:export", kwargs={"space": actor.space.key}), query),
    }


def _address(path: str, query: QueryDict, **changes: str) -> str:
    """Return the first page of the list with some filters changed; those that say nothing are left out."""
    kept = query.copy()
    kept.update(changes)
    told = {name: value for name, value in kept.items() if value and name != PAGE}
    return f"{path}?{urlencode(told)}" if told else path
