"""A back office for tests: calls with its token, and judges each answer by the published description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.api.contract import check_answer
from tests.support.checked_client import CheckedClient

if TYPE_CHECKING:
    from django.http import HttpResponse

V1 = "/api/v1/"


class Caller:
    """A system that holds ``token``; none for nobody."""

    def __init__(self, token: str = "") -> None:
        self.token = token
        self.browser = CheckedClient()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Send a request below /api/v1/ and return the answer, judged; ``body`` is sent as JSON."""
        sent = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        said: dict[str, Any] = {}
        if method == "POST":
            said = {"data": b"" if body is None else body, "content_type": "application/json"}
        address = path if path.startswith("/") else f"{V1}{path}"
        send = getattr(self.browser, method.lower())
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        response = send(address, **said, headers=sent | named)
        check_answer(method, address.partition("?")[0], response)
        return response

    def get(self, path: str, **headers: str) -> HttpResponse:
        """Read."""
        return self.ask("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> HttpResponse:
        """Act."""
        return self.ask("POST", path, body, **headers)


def problem(response: HttpResponse) -> tuple[int, str]:
    """Return the status and the last word of the type of a problem, whose trace id is that of its answer."""
    said = response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert said["status"] == response.status_code
    assert said["instance"] == f"urn:uuid:{response['BelGov-Trace-Id']}"
    assert response["Cache-Control"] == "no-store"
    return response.status_code, said["type"].rpartition(":")[2]
