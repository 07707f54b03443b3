"""One running demo for all journeys, and people with a Chromium to make them with."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from monespace.demo.places import passing_folder
from monespace.demo.testing import CHROMIUM, find_browser
from tests.journeys.accessibility import Audit
from tests.journeys.dumps import everything, identifiers, leaks
from tests.journeys.outside import Outside
from tests.journeys.person import Person
from tests.journeys.service import OFFICER, speak
from tests.support.portal import RunningPortal
from tests.support.walker.person import Person as Walker

LAST = ("test_every_page.py", "test_personal_data.py")
JOURNEYS = Path(__file__).parent
DISABLED = (
    # Playwright's own list (chromiumSwitches.ts), which ours takes the place of.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
    # What hangs from the address bar, which nobody sees: two pages of Chromium's own for each window.
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
)
PATIENCE = 120_000  # milliseconds: machines that test many things at once show a page slowly
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Read the logs after all other journeys, and what was looked at when all of them are made."""
    items.sort(key=lambda item: LAST.index(item.path.name) if item.path.name in LAST else -1)
    is_filtered = config.option.keyword or config.option.markexpr or any("::" in one for one in config.args)
    if is_filtered or not {item.path for item in items} >= set(JOURNEYS.glob("test_*.py")):
        gone = [item for item in items if item.path.name == LAST[0]]
        items[:] = [item for item in items if item not in gone]
        config.hook.pytest_deselected(items=gone)


@pytest.fixture(scope="session")
def portal():
    """The whole portal, running; in the end no copy of what it keeps may tell a national number."""
    with passing_folder("monespace-portal-") as folder:
        running = RunningPortal(folder).start()
        yield running
        try:
            told = leaks(everything(running, Outside(running.simulators)), identifiers())
        finally:
            code = running.stop()
        assert code == 0, "the demo did not end cleanly"
        assert told == {}, "national numbers in clear, after all journeys made on this portal"


@pytest.fixture(scope="session")
def outside(portal):
    """The mailbox and the back office."""
    return Outside(portal.simulators)


@pytest.fixture
def walker(portal):
    """Somebody without a browser, who only follows links and forms."""
    walkers = []

    def make(persona: str = "citoyen", method: str = "eid") -> Walker:
        walkers.append(Walker(portal.url, persona, method))
        walkers[-1].sign_in()
        return walkers[-1]

    yield make
    for one in walkers:
        one.browser.close()


@pytest.fixture
def new_person(new_context, portal):
    """Makes somebody with a browser of their own; no page may break a script or the content policy."""
    complaints: list[str] = []

    def make(**options) -> Person:
        page = new_context(**options).new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda said: complaints.append(f"{page.url}: {said.text}") if is_complaint(said.text) else None,
        )
        return Person(page, portal.url, has_scripts=options.get("java_script_enabled", True))

    yield make
    assert complaints == []


def is_complaint(text: str) -> bool:
    """Whether the console says more than that a page was refused, which tests assert themselves."""
    return "Content Security Policy" in text or "violates" in text or "Uncaught" in text


@pytest.fixture
def person(new_person):
    """Somebody with a browser."""
    return new_person()


@pytest.fixture(scope="session")
def known_pages() -> set[str]:
    """The pages that were looked at and found good."""
    return set()


@pytest.fixture(scope="session")
def looked_at() -> set[str]:
    """The paths of the pages that were looked at."""
    return set()


@pytest.fixture
def audit(known_pages, looked_at):
    """Looks at pages; what is wrong with them fails the test in the end."""
    looking = Audit(known_pages, looked_at=looked_at)
    yield looking
    assert looking.problems == []


@pytest.fixture
def looks(audit):
    """Looks at the page where a person is."""
    return lambda person: audit(person.page)


@pytest.fixture
def citizen(setting, new_person):
    """The setting's persona, with its browser, spoken to in its language."""
    person = new_person(**setting.browser)
    person.enter(setting.persona)
    speak(person, setting.language)
    return person


@pytest.fixture
def new_agent(setting, new_person):
    """Makes an agent with the setting's language and browser; the portal speaks French to them in the end."""
    made: list[Person] = []

    def make(persona: str = OFFICER) -> Person:
        agent = new_person(**setting.browser)
        agent.enter(persona, path="/admin/")
        speak(agent, setting.language)
        made.append(agent)
        return agent

    yield make
    for agent in made:
        agent.visit("/admin/")
        speak(agent, "fr")


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
    features = f"--disable-features={','.join(DISABLED)}"
    return {
        "executable_path": executable,
        "headless": True,
        "args": [*sandbox, *quiet, "--disable-gpu", features],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "fr-BE",
        "timezone_id": "Europe/Brussels",
        "reduced_motion": "reduce",  # colours do not fade in while they are measured
    }
