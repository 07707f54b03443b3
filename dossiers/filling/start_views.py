"""Starting a request in a space, or taking up a draft begun earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.gate import needs_profile
from accounts.levels import session_level
from accounts.person import person_of
from accounts.step_up import sign_in_url
from dossiers.access import require_level
from dossiers.catalogue.published import published_definition
from dossiers.catalogue.selectors import newest_definition, newest_version
from dossiers.eligibility.carried import carried, forget
from dossiers.eligibility.state import LONGEST_STATE, read
from dossiers.engine.eligibility import WrongState
from dossiers.filling.forms import PlaceForm
from dossiers.filling.selectors import open_drafts
from dossiers.filling.services import create_draft, draft_id
from enterprises.rights.checks import require
from enterprises.rights.door import get_actor
from enterprises.rights.permissions import Permission, roles_with
from enterprises.rights.spaces import matching, own_card, spaces_of
from monespace.common.levels import Level
from monespace.lists.paging import page_of
from monespace.lists.words import words_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from dossiers.dossier.models import Dossier
    from dossiers.engine import Definition
    from enterprises.rights.spaces import SpaceCard

LONGEST_TOKEN = 64
DRAFTS_PER_PAGE = 10


@require_safe
@login_not_required
@needs_profile(True)
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Have the person sign in surely enough, then choose in whose name the request is made."""
    definition = newest_definition(slug)
    surer_url = sign_in_url(request.path, level=Level(definition.level))
    if not request.user.is_authenticated:
        return redirect(surer_url)
    context = {
        "definition": definition,
        "is_open": definition.is_open(localdate()),
        "is_sure": session_level(request) >= definition.level,
        "sign_in_url": surer_url,
        **spaces_to_start(request, definition),
        "token": uuid4().hex,
        "carried": carried(request, slug),
    }
    return render(request, "dossiers/filling/start.html", context)


def spaces_to_start(request: HttpRequest, definition: Definition) -> dict[str, Any]:
    """Return the pages of the spaces where the person may begin, and where not; ``only`` is the sole one."""
    person = person_of(request)
    cards = spaces_of(person) if definition.is_for("enterprise") else [own_card(person)]
    cards = [card for card in cards if definition.is_for(card.space.kind)]
    found = matching(cards, words_of(request))
    active = [card for card in found if not card.stopped_enterprise]
    startable = [card for card in active if may_start(card, definition.slug)]
    others = [card for card in active if card not in startable]
    refused = {
        "geres": [card for card in others if card.gap_kind],
        "refuses": [card for card in others if not card.gap_kind],
        "arretes": [card for card in found if card.stopped_enterprise],
    }
    pages = {name: page_of(request, rows, parameter=name) for name, rows in refused.items()}
    return {
        "only": startable[0] if startable == cards and len(cards) == 1 else None,
        "page": page_of(request, startable),
        "refused": pages,
        "has_refused": any(refused.values()),
    }


def answers_of(request: HttpRequest, definition: Definition) -> dict[str, dict[str, Any]]:
    """Return the answers that the page carries from before the sign-in; none when they make no sense now."""
    try:
        return read(definition, request.POST.get("carried", ""), today=localdate()).answers
    except WrongState:
        return {}


def may_start(card: SpaceCard, slug: str) -> bool:
    """Whether the person may begin this démarche in that space."""
    can_fill = card.space.is_citizen or card.held_role in roles_with(Permission.FILL_DOSSIERS)
    return can_fill and card.scope.covers(slug)


def posted_token(request: HttpRequest) -> str:
    """Return the token of the page that was posted, of which a second press makes no second draft."""
    return request.POST.get("token", "")[:LONGEST_TOKEN] or uuid4().hex


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest, space: str, slug: str) -> HttpResponse:
    """Offer the drafts begun here and ask for which place; on POST start, if nothing is left to choose."""
    actor = get_actor(request, space)
    require(actor, Permission.FILL_DOSSIERS)
    version = newest_version(slug)
    require_level(actor, published_definition(version))
    drafts = open_drafts(actor, slug)
    form = PlaceForm(request.POST if request.method == "POST" else None, actor=actor)
    if request.method == "POST":
        token = posted_token(request)
        answers = answers_of(request, published_definition(version))
        has_choice = "new" not in request.POST and (form.has_question or drafts.exists())
        if has_choice and not drafts.filter(pk=draft_id(actor=actor, slug=slug, token=token)).exists():
            if not answers:
                return redirect("dossiers:create", space=space, slug=slug)
            form = PlaceForm(actor=actor)
        elif form.is_valid():
            dossier = create_draft(
                actor=actor,
                version=version,
                token=token,
                language=get_language(),
                establishment_id=form.establishment_id,
                answers=answers,
            )
            return lead_to_first_step(request, dossier, space, slug, has_answers=bool(answers))
    context = {
        "definition": published_definition(version),
        "page": page_of(request, drafts, per_page=DRAFTS_PER_PAGE),
        "token": uuid4().hex,
        "carried": request.POST.get("carried", "")[:LONGEST_STATE],
        "form": form,
    }
    return render(request, "dossiers/filling/create.html", context)


def lead_to_first_step(
    request: HttpRequest, dossier: Dossier, space: str, slug: str, *, has_answers: bool
) -> HttpResponse:
    """Lead to the first step of a new draft, and have the browser forget what it carried for it."""
    first = published_definition(dossier.demarche_version).steps[0].key
    response = redirect("dossiers:step", space=space, dossier_id=dossier.pk, step=first)
    if has_answers:
        messages.info(
            request,
            _(
                "Vos réponses à « Suis-je concerné ? » sont déjà dans ce brouillon. Vous les retrouverez à "
                "leur étape, et vous pouvez les changer."
            ),
        )
        forget(response, slug)
    return response
