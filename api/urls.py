"""Every address of the interface for back offices."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseNotAllowed
from django.urls import URLPattern, path

from accounts.sessions.middleware import leaves_session_idle
from api.contract import views as contract
from api.interface import interface
from api.tokens import views as tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

app_name = "api"


def as_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return an operation as pages are: HEAD as GET, 405 with the methods known; without a session."""

    @leaves_session_idle
    @login_not_required
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        is_head = request.method == "HEAD"
        if is_head:
            request.method = "GET"
        response = view(request, *args, **kwargs)
        if is_head:
            request.method = "HEAD"
        if isinstance(response, HttpResponseNotAllowed):
            known = {method.strip() for method in response["Allow"].split(",")}
            response["Allow"] = ", ".join(sorted(known | ({"HEAD"} if "GET" in known else set())))
        return response

    return page


def operations() -> list[URLPattern]:
    """Return the addresses of the operations, without the framework's own."""
    patterns, _app, _namespace = interface.urls
    return [
        URLPattern(one.pattern, as_page(one.callback), name=one.name)
        for one in patterns
        if isinstance(one, URLPattern) and one.name != "api-root"
    ]


urlpatterns = [
    path("", contract.index, name="index"),
    path("openapi.json", contract.openapi, name="openapi"),
    path("token", tokens.token, name="token"),
    *operations(),
]
