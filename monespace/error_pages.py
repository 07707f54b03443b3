"""Pages shown when something cannot be done: what happened, what is safe, what to do, who can help."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from monespace import context_processors
from monespace.common.errors import DomainError, Forbidden
from monespace.common.rate_limits import TooOften

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import HttpRequest
    from django.utils.functional import _StrOrPromise

REFERENCE_LENGTH = 8
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def reference() -> str:
    """Return what a person reads to the helpdesk: the beginning of the request's id in the logs."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))[:REFERENCE_LENGTH]


def problem(request: HttpRequest, template: str, *, status: int, **context: object) -> HttpResponse:
    """Render a problem page, with the reference of the request."""
    return render(request, template, {"reference": reference(), **context}, status=status)


def domain_error(request: HttpRequest, error: DomainError) -> HttpResponse:
    """Show the sentence of the rule that refused, under the status it names."""
    if isinstance(error, TooOften):
        return too_many_requests(request, error)
    response = problem(request, "409.html", status=error.status, message=error.message)
    if error.retry_after is not None:
        response["Retry-After"] = str(error.retry_after)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer to a browser that sent what makes no sense, or too much of it."""
    if isinstance(exception, TOO_LARGE):
        return too_large(request)
    return problem(request, "400.html", status=400, message="")


def too_large(request: HttpRequest, said: Iterable[_StrOrPromise] = ()) -> HttpResponse:
    """Answer to more than one request may bring: what there was too much of, and the way back."""
    return problem(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, said=said)


def unreadable(request: HttpRequest) -> HttpResponse:
    """Answer to what holds characters, or an encoding, that no text of ours has."""
    message = _("L’adresse ou l’envoi contient un caractère ou un codage qu’aucun texte n’utilise.")
    return problem(request, "400.html", status=400, message=message)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer to a known person who may not do this; a rule of ours adds its reason."""
    message = exception.message if isinstance(exception, DomainError) else ""
    template = exception.template if isinstance(exception, Forbidden) else "403.html"
    if request.resolver_match and request.resolver_match.app_name == "admin":
        template = "helpdesk/403.html"
    return problem(request, template, status=403, message=message, error=exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer when nothing is there, or nothing this person may know of."""
    return problem(request, "404.html", status=404)


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    """Answer when an address that only a button uses is opened directly, from the history for example."""
    return problem(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)


def too_many_requests(request: HttpRequest, error: TooOften) -> HttpResponse:
    """Answer to someone who asks too often: when to come back."""
    response = problem(request, "429.html", status=429, minutes=error.minutes)
    response["Retry-After"] = str(error.retry_after)
    return response


def csrf_failure(request: HttpRequest, reason: str = "", *, typed: Sequence[str] = ()) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer to a form that was open too long, with what was ``typed`` and a way back to its page."""
    referer = request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure())
    return problem(request, "403_csrf.html", status=403, back_url=referer if safe else "", typed=typed)


def bare_page(request: HttpRequest, template: str, *, status: int, **context: object) -> HttpResponse:
    """Render a page that says nothing of the person, in the language that the browser asks for."""
    language = getattr(request, "LANGUAGE_CODE", None) or translation.get_language_from_request(request)
    context = {**context_processors.portal(request), **context, "actor": None, "reference": reference()}
    with translation.override(language):
        return HttpResponse(render_to_string(template, context), status=status)
