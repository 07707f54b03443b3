"""Published démarches, and a Chromium on a live portal."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from dossiers.engine.loading import load
from tests.journeys.conftest import browser_context_args, browser_type_launch_args  # noqa: F401 - fixtures

DEFINITIONS = Path(settings.BASE_DIR, "dossiers", "definitions")
EXAMPLES = [DEFINITIONS / f"{slug}.yaml" for slug in ("prime-habitation", "prime-velo", "sesam")]
loaded = cache(load)


@pytest.fixture(scope="session")
def base_url() -> str:
    """No site of its own: each test names the live one."""
    return ""


@pytest.fixture
def demarches(db, monkeypatch):
    """Three démarches of the demo, published."""
    monkeypatch.setattr("dossiers.catalogue.services.load", loaded)
    call_command("publish_demarche", *map(str, EXAMPLES), verbosity=0)


@pytest.fixture
def session_says(page):
    """Let the browser's session be what a test says, and remember how it was asked."""
    asked = []

    def says(**state: object) -> list[str]:
        def answer(route, request):
            asked.append(request.method)
            route.fulfill(body=json.dumps(state), content_type="application/json")

        page.unroute("**/session.json")
        page.route("**/session.json", answer)
        return asked

    return says
