"""One running demo for all journeys, and a Chromium to make them with."""

from __future__ import annotations

import os

import pytest

from monespace.demo.testing import CHROMIUM, find_browser
from tests.support.portal import RunningPortal


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep journeys in one xdist worker: they share the running demo."""
    for item in items:
        if item.path.parent.name == "journeys":
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    """The whole portal, running."""
    running = RunningPortal(tmp_path_factory.mktemp("portal"))
    running.start()
    yield running
    assert running.stop() == 0, "the demo did not end cleanly"


@pytest.fixture(scope="session")
def base_url(portal):
    return portal.url


@pytest.fixture(scope="session")
def browser_type_launch_args():
    executable = os.environ.get(CHROMIUM) or find_browser()
    if executable is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium: the browser journeys cannot run")
        pytest.skip("no Chromium on this machine")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    quiet = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
    ]
    return {"executable_path": executable, "headless": True, "args": [*sandbox, *quiet, "--disable-gpu"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "fr-BE", "timezone_id": "Europe/Brussels"}
