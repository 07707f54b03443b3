"""A test client that fails on what no page may ever do: see ``CheckedClient``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.signals import setting_changed
from django.db import connection
from django.test import Client
from django.test.client import ClientHandler
from django.urls import Resolver404, resolve

from monespace.settings.security import UNUSED_FEATURES
from tests.support.pages import check_page

if TYPE_CHECKING:
    from django.http import HttpResponse

CONTENT_POLICY = {
    "base-uri 'none'",
    "connect-src 'self'",
    "default-src 'none'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "img-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
}
SECURITY_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED_FEATURES),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}
WRITES = re.compile(r"^\s*(INSERT INTO|UPDATE|DELETE FROM|TRUNCATE)\s+\"?(\w+)", re.IGNORECASE)
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
# A request is a sign of life, written on the session by its middleware;
# a sign-in ends with a redirect, and logout messages come by redirect only (ADR 0023).
WRITABLE_TABLES = {"accounts_session"}
# A system of a service is told by GET, and each look is kept (ADR 0094).
INTERFACE = "/api/"
LOOKS = {"journal_event"}
WRITABLE_ON_GET = {"saml_acs_finish", "saml_sls"}


# Each test counts under a prefix of its own, which no middleware reads when it is made.
OF_NO_MIDDLEWARE = {"COUNTERS_PREFIX"}


class _Portal:
    """The portal's middleware, made once for all clients, as a server does: again when a setting changes.

    Made for each client, it takes longer than an answer, and each leaves a receiver of a signal behind.
    """

    def __init__(self) -> None:
        self._made: ClientHandler | None = None
        setting_changed.connect(self._forget)

    def handler(self) -> ClientHandler:
        """Return what answers requests under the settings of now."""
        made = self._made
        if made is None:
            made = ClientHandler(enforce_csrf_checks=False)
            made.load_middleware()
            self._made = made
        return made

    def _forget(self, *, setting: str, **_: object) -> None:
        if setting not in OF_NO_MIDDLEWARE:
            self._made = None


portal = _Portal()


class CheckedClient(Client):
    """Django's client, failing when a GET writes, a page is ill-formed or a stranger may cache it."""

    def request(self, **request: object) -> HttpResponse:
        """Answer as the portal does, after the checks."""
        if not self.handler.enforce_csrf_checks:
            self.handler = portal.handler()
        method, path = str(request["REQUEST_METHOD"]), str(request["PATH_INFO"])
        if method in SAFE_METHODS and path.startswith(INTERFACE):
            with connection.execute_wrapper(refuse_writes_but_looks):
                response = super().request(**request)
        elif method in SAFE_METHODS and url_name(path) not in WRITABLE_ON_GET:
            with connection.execute_wrapper(refuse_writes):
                response = super().request(**request)
        else:
            response = super().request(**request)
        check_headers(response, path)
        if getattr(response, "streaming", False):
            return response
        if response.get("Content-Type", "").startswith("text/html") and response.content:
            check_page(response.content.decode(), path)
        user = getattr(response.wsgi_request, "user", None)
        if user is not None and user.is_authenticated:
            assert response["Cache-Control"] == "no-store", (
                f"{path} may be cached though someone is signed in"
            )
        return response


def check_headers(response: HttpResponse, path: str) -> None:
    """Assert that an answer carries every header that ours must (tests/house/test_headers.py)."""
    assert set(response["Content-Security-Policy"].split("; ")) == CONTENT_POLICY, path
    for name, value in SECURITY_HEADERS.items():
        assert response.get(name) == value, f"{path}: {name} is {response.get(name)!r}"


def url_name(path: str) -> str | None:
    """Return the name of the address, or None when it has none."""
    try:
        return resolve(path).url_name
    except Resolver404:
        return None


def refusing_writes_but(writable: set[str]):
    """Return what lets reads through; a write to another table while answering a GET is a defect."""

    def refuse(execute, sql, params, many, context):
        match = WRITES.match(sql)
        assert match is None or match[2] in writable, f"a GET wrote to the database: {sql[:120]}"
        return execute(sql, params, many, context)

    return refuse


refuse_writes = refusing_writes_but(WRITABLE_TABLES)
refuse_writes_but_looks = refusing_writes_but(LOOKS)
