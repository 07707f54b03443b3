"""Asks for one page of each kind, and judges what comes while the database is away."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from tests.support import plain_http
from tests.support.pace import at_pace
from tests.support.pages import check_page

if TYPE_CHECKING:
    import httpx

    from tests.away.conftest import Portal

LONGEST = 3.0  # seconds: what is asked of every page
BACK_WITHIN = 3.0  # seconds
PHONE = "078 79 01 02"
PAGES = {
    "public": "/demarches/essai/",
    "home": "/",
    "signed in": "/aide/",
    "space": "/espace/citoyen/",
    "list": "/espace/citoyen/dossiers/",
    "step": "{step}",
    "admin": "/admin/",
    "interface": "/api/v1/dossiers",
}
OF_NOBODY = ("public", "home")


def ask(portal: Portal, kind: str, method: str = "GET", **more: object) -> tuple[httpx.Response, float]:
    """Ask for a page of a kind as who may open it; return the answer and how long it took."""
    cookies = {} if kind in OF_NOBODY else portal.agent_cookies if kind == "admin" else portal.cookies
    headers = {"Authorization": f"Bearer {portal.token}"} if kind == "interface" else {}
    address = portal.web.url + PAGES[kind].format(step=portal.step)
    started = time.monotonic()
    with plain_http.client(timeout=60, cookies=cookies) as browser:
        answer = browser.request(method, address, headers=headers | more.pop("headers", {}), **more)
    return answer, time.monotonic() - started


def check_away(answer: httpx.Response, seconds: float, kind: str, way: str = "") -> None:
    """Judge what somebody gets while the database is away."""
    assert seconds < at_pace(LONGEST), (kind, way, seconds)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30"), (kind, way)
    assert "no-store" in answer.headers["Cache-Control"]
    if kind == "interface":
        assert answer.json()["type"] == "urn:problem-type:belgif:serviceUnavailable"
        return
    assert answer.headers["X-Robots-Tag"] == "noindex"
    check_page(answer.text, kind)
    assert "Mon Espace est indisponible pour le moment" in answer.text
    assert PHONE in answer.text
    assert "Traceback" not in answer.text


def check_probes(portal: Portal) -> None:
    """The process lives and is not ready, whoever asks."""
    for cookies in ({}, portal.cookies):
        for path, status in (("/healthz/live", 200), ("/healthz/ready", 503)):
            started = time.monotonic()
            answer = portal.web.get(path, cookies=cookies, timeout=60)
            assert (answer.status_code, time.monotonic() - started < at_pace(LONGEST)) == (status, True)


def wait_until_back(portal: Portal) -> None:
    """Wait as long as somebody may have to, then expect that everything works, many at once."""
    deadline = time.monotonic() + at_pace(BACK_WITHIN)
    while ask(portal, "home")[0].status_code != 200:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    for kind in PAGES:
        assert ask(portal, kind)[0].status_code == 200, kind
    with ThreadPoolExecutor(8) as people:
        assert {
            answer.status_code for answer, _ in people.map(lambda _: ask(portal, "space"), range(40))
        } == {200}
