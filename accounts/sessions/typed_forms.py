"""A page gives back what was typed on it: in another language, sent too often or too late (ADR 0045)."""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_http_methods

from accounts.languages import chosen_language, may_switch_language
from accounts.sessions.late_forms import keeps_late_form, kept_values
from monespace.bodies.excess import excess_of
from monespace.common.errors import DomainError
from monespace.common.forms import shown_only
from monespace.common.rate_limits import TooOften

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, QueryDict

    from monespace.bodies.excess import Excess

    View = Callable[..., HttpResponse]

PAGE_INPUTS = frozenset({"csrfmiddlewaretoken", "action", "page_language", "next"})
TOO_MANY = 429


def gives_typing_back(view: View) -> View:
    """Mark a view whose page never loses what was typed on it; its form is a PortalForm of the same address.

    The header's languages send the form, whose id the page gives the header as ``typed_form``: the page comes
    back in that language with what was typed, not judged, and nothing is saved. The same page answers a form
    sent too often (429) or too large (413), and shows again a form sent when the session was over.
    Asked for with GET or HEAD, sent with POST. Stands next to the view, under what decides who may come in.
    """

    @may_switch_language
    def in_that_language(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = get_language()  # as the next page will read it
        return shown(request, *args, **kwargs)

    def shown(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        excess = excess_of(request)
        say_excess(request, excess)
        _read_with(request, request.POST)
        response = view(request, *args, **kwargs)
        if excess:
            response.status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return response

    @keeps_late_form(aside=PAGE_INPUTS)
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method != "POST":
            return _given_back(view, request, *args, **kwargs)
        if chosen_language(request):
            return in_that_language(request, *args, **kwargs)
        if excess_of(request):
            return shown(request, *args, **kwargs)
        typed = request.POST
        try:
            return view(request, *args, **kwargs)
        except DomainError as refusal:
            if refusal.status != TOO_MANY:
                raise
            messages.error(request, _sentence(refusal))
            request.POST = typed
            return _too_often(shown(request, *args, **kwargs), refusal)

    return page


def say_excess(request: HttpRequest, excess: Excess | None) -> None:
    """Say what there was too much of, on the page that comes back; nothing for none."""
    for sentence in excess or ():
        messages.error(request, sentence)


def _too_often(response: HttpResponse, refusal: DomainError) -> HttpResponse:
    """Give the page that comes back its status, and say when to send again."""
    response.status_code = TOO_MANY
    if refusal.retry_after is not None:
        response["Retry-After"] = str(refusal.retry_after)
    return response


def _sentence(refusal: DomainError) -> str:
    """Say what was refused, and when to send again if that is known."""
    if not isinstance(refusal, TooOften):
        return str(refusal.message)
    said = ngettext(
        "Nous avons reçu trop de demandes en peu de temps. Ce que vous avez écrit est encore là : attendez "
        "%(minutes)s minute, puis envoyez à nouveau.",
        "Nous avons reçu trop de demandes en peu de temps. Ce que vous avez écrit est encore là : attendez "
        "%(minutes)s minutes, puis envoyez à nouveau.",
        refusal.minutes,
    )
    return said % {"minutes": refusal.minutes}


def _given_back(view: View, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    """Show the page, with what was sent too late from it in its form."""
    kept = kept_values(request)
    if kept is None:
        return view(request, *args, **kwargs)
    _read_with(request, kept)
    try:
        return view(request, *args, **kwargs)
    except Exception:  # another page comes, which says that this one does not open
        request.late_form.is_shown = False  # type: ignore[attr-defined]  # set by LateFormMiddleware
        raise


def _read_with(request: HttpRequest, typed: QueryDict) -> None:
    """Have the view only show its page, with ``typed`` in its form."""
    request.method = "GET"
    request.POST = shown_only(typed)  # type: ignore[assignment]  # the stubs want their own private class
