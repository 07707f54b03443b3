"""A Chromium on a live portal, signed in as the citizen whose drafts are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.filling.browser import step_url
from tests.filling.factories import draft_of, publish
from tests.filling.questions.tab import Tab
from tests.journeys.conftest import browser_context_args, browser_type_launch_args  # noqa: F401 - fixtures

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="session")
def base_url() -> str:
    """No site of its own: each test names the live one."""
    return ""


@pytest.fixture
def open_tab(live_server, transactional_db, request) -> Callable[..., Tab]:
    """Opens the step « page » of a new draft of some steps, in a Chromium of the citizen's."""

    def opened(*steps: dict[str, object], step: str = "page", **options: object) -> Tab:
        citizen, person = request.getfixturevalue("citizen"), request.getfixturevalue("person")
        context = request.getfixturevalue("new_context")(**options)
        cookie = citizen.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        draft = draft_of(person, version=publish(steps=list(steps)))
        return Tab(context.new_page(), live_server.url + step_url(draft, step), draft)

    return opened
