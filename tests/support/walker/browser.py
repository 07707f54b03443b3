"""A small browser: one connection per site kept open, cookies, redirects, and the time each request took."""

from __future__ import annotations

import http.client
import secrets
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin, urlsplit

from tests.support.walker.pages import Page

if TYPE_CHECKING:
    from tests.support.walker.pages import Form

REDIRECTS = {301, 302, 303, 307, 308}
MOST_REDIRECTS = 12
TIMEOUT = 30


@dataclass(frozen=True)
class Exchange:
    """One request and how long its answer took."""

    method: str
    path: str
    status: int
    seconds: float


@dataclass
class Browser:
    """Remembers cookies per site and every exchange."""

    exchanges: list[Exchange] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=lambda: {"Accept-Language": "fr"})
    _connections: dict[str, http.client.HTTPConnection] = field(default_factory=dict)
    _cookies: dict[str, dict[str, str]] = field(default_factory=dict)
    _origin: str = ""

    def get(self, url: str) -> Page:
        """Open an address."""
        return self._follow("GET", url, None, {})

    def send(self, form: Form) -> Page:
        """Send a form and return the page it leads to."""
        if form.method == "GET":
            return self.get(f"{form.url.partition('?')[0]}?{urlencode(form.values)}")
        body, content_type = encode(form)
        return self._follow("POST", form.url, body, {"Content-Type": content_type})

    def cookies(self, site: str) -> dict[str, str]:
        """Return the cookies of a site by name."""
        return dict(self._cookies.get(site, {}))

    def close(self) -> None:
        """Close every connection."""
        for connection in self._connections.values():
            connection.close()

    def _follow(self, method: str, url: str, body: bytes | None, headers: dict[str, str]) -> Page:
        for _ in range(MOST_REDIRECTS):
            status, location, text = self._exchange(method, url, body, headers)
            if status not in REDIRECTS or not location:
                self._origin = "{0.scheme}://{0.netloc}".format(urlsplit(url))
                return Page(url, status, text)
            url = urljoin(url, location)
            method, body, headers = "GET", None, {}
        raise AssertionError(f"too many redirects, the last one to {urlsplit(url).path}")

    def _exchange(
        self, method: str, url: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, str, str]:
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        site = f"{parts.scheme}://{parts.netloc}"
        sent = {**self.headers, **headers}
        if method == "POST":
            sent["Origin"] = self._origin or site
        if cookies := self._cookies.get(site):
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
        started = time.perf_counter()
        answer, content = self._ask(site, method, path, body, sent)
        took = time.perf_counter() - started
        self.exchanges.append(Exchange(method, parts.path, answer.status, took))
        self._keep_cookies(site, answer)
        return answer.status, answer.headers.get("Location", ""), content.decode(errors="replace")

    def _ask(
        self, site: str, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        """Ask on the open connection; on a new one when the server has closed it meanwhile."""
        for is_last_try in (False, True):
            connection = self._connections.get(site)
            if connection is None:
                parts = urlsplit(site)
                connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=TIMEOUT)
                self._connections[site] = connection
            try:
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                return answer, answer.read()
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                connection.close()
                del self._connections[site]
                if is_last_try:
                    raise
        raise AssertionError("unreachable")

    def _keep_cookies(self, site: str, answer: http.client.HTTPResponse) -> None:
        jar = self._cookies.setdefault(site, {})
        for header in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(header).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    jar.pop(name, None)
                else:
                    jar[name] = morsel.coded_value


def encode(form: Form) -> tuple[bytes, str]:
    """Return the body of a POST and its type: with parts as soon as the form may carry files."""
    if form.element.get("enctype") != "multipart/form-data":
        return urlencode(form.values).encode(), "application/x-www-form-urlencoded"
    boundary = secrets.token_hex(16)
    parts = []
    for name, value in form.values:
        parts.append(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        )
    for name, file in form.files:
        head = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{file.name}"\r\n'
            f"Content-Type: {file.content_type}\r\n\r\n"
        )
        parts.append(head.encode() + file.content + b"\r\n")
    return b"".join(parts) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"
