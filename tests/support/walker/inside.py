"""A browser on the portal within this process: Django's client follows, with all that it checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.support.checked_client import CheckedClient
from tests.support.walker.browser import Browser

if TYPE_CHECKING:
    from django.test import Client

SITE = "http://testserver"


@dataclass
class InsideBrowser(Browser):
    """Asks Django's client, which keeps the cookies: somebody may be signed in there already."""

    client: Client = field(default_factory=CheckedClient)

    def _exchange(
        self, method: str, url: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, str, str]:
        content_type = headers.get("Content-Type", "application/octet-stream")
        answer = self.client.generic(
            method, url.removeprefix(SITE), body or b"", content_type, headers=self.headers
        )
        content = b"".join(answer) if answer.streaming else answer.content
        return answer.status_code, answer.get("Location", ""), content.decode(errors="replace")
