"""What every answer must carry, and the answer when a rule of the portal refuses."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.middleware.security import SecurityMiddleware

from monespace import error_pages
from monespace.common.errors import DomainError

PROBES = ("/healthz/", "/metrics")

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    GetResponse = Callable[[HttpRequest], HttpResponse]


def no_store_when_signed_in(get_response: GetResponse) -> GetResponse:
    """Keep a signed-in person's pages out of every cache (OWASP ASVS 8.2.1)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            response["Cache-Control"] = "no-store"
        return response

    return middleware


def page_for_a_wrong_method(get_response: GetResponse) -> GetResponse:
    """Give the answer 405, which Django and the views leave empty, its page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            page = error_pages.method_not_allowed(request)
            page["Allow"] = response["Allow"]
            return page
        return response

    return middleware


def probes_are_of_nobody(get_response: GetResponse) -> GetResponse:
    """Answer who asks for the process's health without looking who it is: that needs the database."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(PROBES):
            request.COOKIES = {}
        return get_response(request)

    return middleware


class SecurityHeadersMiddleware(SecurityMiddleware):
    """Writes the security headers on every answer, those that Django's own middleware gives included.

    Django's also answers itself (a redirect to https, a refusal of a host): those answers pass here only.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Leave redirects to Django's own middleware."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Write what the answer does not say itself."""
        for name, value in settings.OTHER_SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        return super().process_response(request, response)


class DomainErrorMiddleware:
    """Turn a refusal that no view handled into its page; 403 and 404 keep to Django's own handlers."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request through."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show what the rule says, under the status it names."""
        if isinstance(exception, DomainError) and not isinstance(exception, Http404 | PermissionDenied):
            return error_pages.domain_error(request, exception)
        return None
