"""A space's dashboard, its list of dossiers and one dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.person import is_email_refused
from dossiers.access import get_dossier
from dossiers.again.selectors import may_begin_again
from dossiers.catalogue.selectors import newer_version
from dossiers.complements.selectors import answer_days, shown_requests
from dossiers.cosigning.selectors import has_signed, latest_round, may_recall
from dossiers.deadlines.selectors import deadline_of
from dossiers.deadlines.words import words_of_state
from dossiers.decisions.selectors import decided_on
from dossiers.dossier.keeping import kept_until
from dossiers.dossier.readers import readers_for, readers_of
from dossiers.dossier.routed import definition_for
from dossiers.dossier.rows import may_resume, tag_class
from dossiers.drafts.selectors import trashed
from dossiers.following import selectors
from dossiers.following.chosen import ERASED, FOR_CITIZENS, STATES, Wanted, chosen, number_of
from dossiers.following.table.views import table_context
from dossiers.following.tabs import Page, tabs_of
from dossiers.handovers.selectors import in_hands
from dossiers.pace.selectors import pace_of
from dossiers.receipts.selectors import context_of, deliveries_of, is_proved, submissions_of
from dossiers.retention.selectors import retention_of, with_retention
from dossiers.states import OPEN, State
from dossiers.withdrawal.selectors import may_withdraw, withdrawal_of
from enterprises.managers.selectors import vacancy_shown_to
from enterprises.register.details import details_of
from enterprises.requests.selectors import waiting_count
from enterprises.rights.checks import require
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission
from monespace.lists.paging import ENTRIES_PER_PAGE, page_of
from monespace.lists.words import words_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from dossiers.dossier.models import Dossier
    from dossiers.engine.schema import Definition
    from enterprises.rights.actor import Actor

NOT_SENT: dict[str, Any] = {"submission": None}
NO_DRAFT: dict[str, Any] = {"kept_until": None, "newer": None}


@require_safe
def dashboard(request: HttpRequest, space: str) -> HttpResponse:
    """Show what needs action, drafts, decisions and recent dossiers; who only manages access is told so."""
    actor = get_actor(request, space)
    counts = selectors.counts_of(actor)
    context = {
        "tabs": tabs_of(actor, Page.TO_DO, counts),
        "may_read": actor.can(Permission.READ_DOSSIERS),
        "may_fill": actor.can(Permission.FILL_DOSSIERS),
        "request_count": waiting_count(actor),
        "vacancy": vacancy_shown_to(actor),
        "has_signed": has_signed(actor),
        "email_refused": is_email_refused(actor.user),
        "details": details_of(actor.space.enterprise) if actor.space.enterprise else None,
        **selectors.dashboard_rows(actor, counts.by_state),
    }
    return render(request, "dossiers/following/dashboard.html", context)


@require_safe
def dossier_list(request: HttpRequest, space: str) -> HttpResponse:
    """List the dossiers of the space: a company's as a table, a citizen's by state and by words."""
    actor = get_actor(request, space)
    require(actor, Permission.READ_DOSSIERS)
    asked = request.GET.get("etat", "")
    is_drafts, counts = asked == "brouillons", selectors.counts_of(actor)
    context = {
        "tabs": tabs_of(actor, Page.DRAFTS if is_drafts else Page.DOSSIERS, counts),
        "is_drafts": is_drafts,
        "may_fill": actor.can(Permission.FILL_DOSSIERS),
    }
    if actor.space.enterprise:
        context |= table_context(request, actor, actor.space.enterprise, counts.by_state)
        return render(request, "dossiers/following/table/table.html", context)
    state = asked if asked in STATES else ""
    wanted = Wanted(state=state, words=words_of(request))
    page = page_of(request, chosen(actor, wanted), known=number_of(wanted, counts.by_state))
    erased = (ERASED,) if chosen(actor, Wanted(state=ERASED)).exists() else ()
    context |= {
        "page": page.showing(selectors.rows_of(actor, page.rows, answer_days(page.rows))),
        "filters": [
            {
                "label": STATES[key][0],
                "url": f"{request.path}?etat={key}" if key else request.path,
                "is_current": key == state,
            }
            for key in FOR_CITIZENS + erased
        ],
    }
    return render(request, "dossiers/following/list.html", context)


@require_safe
def detail(request: HttpRequest, space: str, dossier_id: UUID) -> HttpResponse:
    """Show where a dossier stands, what happened to it, and what was sent."""
    actor = get_actor(request, space)
    dossier = get_dossier(actor, dossier_id, Permission.READ_DOSSIERS, among=with_retention())
    definition = definition_for(dossier)
    submissions = submissions_of(dossier) if is_proved(dossier) else []
    sent = context_of(submissions[-1], definition, get_language()) if submissions else NOT_SENT
    deadline = deadline_of(dossier)
    readers = readers_for(actor, people := readers_of(dossier))
    asked, past_requests = shown_requests(dossier, definition)
    timeline = selectors.timeline_of(
        actor.user, dossier, deliveries_of(submissions), service=definition.service.name(get_language())
    )
    context = {
        "dossier": dossier,
        "definition": definition,
        "decision": decided_on(dossier, definition, deadline),
        **in_hands(actor, dossier, people),
        **_of_draft(actor, dossier, definition),
        "trashed": trashed(dossier),
        "may_begin_again": may_begin_again(actor, dossier),
        "may_fill": actor.can(Permission.FILL_DOSSIERS),
        "retention": retention_of(dossier),
        "withdrawal": withdrawal_of(dossier_id) if dossier.state == State.WITHDRAWN else None,
        "cosigning": latest_round(dossier, definition, get_language()),
        "may_recall": may_recall(actor, dossier),
        "may_withdraw": may_withdraw(actor, dossier),
        "asked": asked,
        "past_requests": past_requests,
        "state_words": words_of_state(dossier, deadline),
        "deadline": deadline,
        "pace": pace_of(definition.slug) if dossier.state in OPEN else None,
        "tag_class": tag_class(dossier),
        "may_resume": may_resume(actor, dossier),
        "named": page_of(request, readers.named, parameter="lecteurs"),
        "counted": readers.counted,
        "timeline": page_of(request, timeline, per_page=ENTRIES_PER_PAGE, parameter="suivi"),
        **sent,
    }
    return render(request, "dossiers/following/detail.html", context)


def _of_draft(actor: Actor, dossier: Dossier, definition: Definition) -> dict[str, Any]:
    """Return how long a draft is kept, and the newer version to which the actor may move it."""
    if dossier.state != State.DRAFT:
        return NO_DRAFT
    today, own = localdate(), dossier.demarche_version_id
    may_move = actor.can(Permission.FILL_DOSSIERS)
    newer = newer_version(own, space_kind=actor.space.kind, today=today) if may_move else None
    return {"kept_until": kept_until(dossier), "newer": newer, "is_open": definition.is_open(today)}
