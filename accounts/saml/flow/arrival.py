"""A person arrives from the federation: the session that begins or goes on, what they are told (ADR 0025)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth import login
from django.utils.translation import gettext as _

from accounts.levels import session_level
from accounts.saml.flow.services import hold, stand_on
from accounts.sessions.devices import Device
from accounts.sessions.store import session_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.people.models import User
    from accounts.saml.response.answers import Answer
    from accounts.services import SignedIn
    from accounts.sessions.models import Session


def arrive(request: HttpRequest, signed_in: SignedIn, answer: Answer, *, begun_by: str) -> bool:
    """Begin the session, say what changed with it, and return whether the person may go where they asked.

    They may not when somebody else, ``begun_by``, was signed in when this sign-in began: where it was going
    is that person's page.
    """
    user = signed_in.user
    is_lower = _is_signed_in(request, user) and answer.level < session_level(request)
    begin_session(request, user, answer)
    if signed_in.has_new_name:
        messages.info(
            request,
            _("Votre nom a été mis à jour d’après votre identification. Vous le voyez dans votre profil."),
        )
    if is_lower:
        messages.warning(
            request,
            _(
                "Votre identification est moins sûre qu’auparavant. Les démarches qui demandent la "
                "carte d’identité électronique la redemanderont. Ce que vous y aviez enregistré est "
                "conservé."
            ),
        )
    is_somebody_else = begun_by not in {"", str(user.pk)}
    if is_somebody_else:
        messages.warning(
            request,
            _(
                "Une autre personne était connectée dans ce navigateur. Vous voici dans vos propres "
                "espaces. Ce qu’elle avait enregistré est conservé dans les siens."
            ),
        )
    return not is_somebody_else


def begin_session(request: HttpRequest, user: User, answer: Answer) -> None:
    """Give the browser a session under a new key that says how this person signed in, as asserted now.

    The same person keeps what else the session holds, and the forms open in other tabs; anybody else starts
    from nothing. Raise Refused when the federation has ended its own session meanwhile.
    """
    goes_on, store = _is_signed_in(request, user), session_of(request)
    held = hold(session=store.row if goes_on else None, answer=answer)
    if goes_on:
        store.cycle_key()
    else:
        store.flush()
        login(request, user)
    stand_on(session=cast("Session", store.row), answer=answer, held=held)
    store.end_with_federation(answer.federation_ends_at)
    request.session["level"] = answer.level
    request.session["method"] = answer.method
    request.session["authenticated_at"] = answer.authenticated_at
    request.session["device"] = Device.of(request).code


def _is_signed_in(request: HttpRequest, user: User) -> bool:
    return request.user.is_authenticated and request.user.pk == user.pk
