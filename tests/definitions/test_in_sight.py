"""On a phone, the first question of each step of each démarche is in sight before anybody scrolls."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from dossiers.catalogue.published import published_definition
from dossiers.catalogue.services import publish
from dossiers.models import StepAnswers
from monespace.common.authors import SYSTEM
from tests.definitions.given import GIVEN
from tests.definitions.test_each_is_sent import ENTITLED, PATHS
from tests.journeys.conftest import browser_context_args, browser_type_launch_args  # noqa: F401 - fixtures
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import EnterpriseFactory, MembershipFactory
from tests.support.walker import Person
from tests.support.walker.inside import SITE, InsideBrowser
from tests.support.walker.person import MOST_STEPS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("clamd"),
]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
SEEN = 8  # pixels of an input that make it seen
LANGUAGES = ["fr", "de", "nl", "en"]
LONGEST = "de"
EVERY_LANGUAGE = {"prime-velo", "passeport-entreprise"}
"""Looked at in each; of the others, drafts to which one comes back, in French and in the longest words."""
FIRST = f"""() => {{
  const fields = [...document.querySelectorAll("form#etape [data-field]")];
  const field = fields.find((one) => one.checkVisibility());
  const control = "input:not([type=hidden]), select, textarea, output, button, table, .locked-answer, .inset";
  return field.querySelector(control).getBoundingClientRect().top + {SEEN};
}}"""
"""Where the first question can be answered; a text that its author put before it stands for it."""


@pytest.fixture(scope="session")
def base_url() -> str:
    """No site of its own: each test names the live one."""
    return ""


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):  # noqa: F811 - with what these tests add
    return {**browser_context_args, "java_script_enabled": False, "viewport": PHONE}


@pytest.fixture
def access():
    """Somebody who fills in for themselves and for an enterprise."""
    return MembershipFactory(enterprise=EnterpriseFactory(name="Boulangerie Lemaire SRL"))


@pytest.fixture
def client(client, access):
    """That person, signed in."""
    force_sign_in(client, access.user)
    return client


@pytest.fixture
def speak(page, live_server, client):
    """Open the browser of the same person, to whom the portal speaks a language."""

    def speak(language: str) -> None:
        client.post("/langue/", {"page_language": language})
        cookies = {name: one.value for name, one in client.cookies.items()}
        page.context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )

    return speak


@pytest.fixture
def fill(client, access, live_server):
    """Fill in a démarche in each space where it can be, and return the addresses of the steps."""

    def fill(text: str) -> list[str]:
        demarche = published_definition(publish(actor=SYSTEM, text=text).version)
        person = Person(SITE, access.user.first_name, browser=InsideBrowser(client=client))
        spaces = {"citizen": "citoyen", "enterprise": access.enterprise.number}
        return [
            live_server.url + address
            for kind, space in spaces.items()
            if demarche.is_for(kind)
            for address in filled_in(person, demarche.slug, space)
        ]

    return fill


def filled_in(person: Person, slug: str, space: str) -> list[str]:
    given, addresses = GIVEN.get(slug, {}) | ENTITLED.get(slug, {}), []
    shown = person.start(slug, space)
    for _ in range(MOST_STEPS):
        if shown.url.endswith("/recapitulatif/"):
            break
        addresses.append(shown.url.partition("?")[0].removeprefix(SITE))
        shown = person.fill(shown, given)
    return addresses


def out_of_sight(page, addresses: list[str]) -> dict[str, float]:
    """Return where the first question of a step begins to be seen, for each where that is too low."""
    found = {}
    for address in addresses:
        page.goto(address)
        assert page.url == address
        place = page.evaluate(FIRST)
        if place > PHONE["height"]:
            found[address] = place
    return found


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_first_question_of_each_step_is_in_sight_on_a_phone(path, fill, page, speak):
    addresses = fill(path.read_text())
    assert len(addresses) > 1
    is_looked_at_in_all = path.stem in EVERY_LANGUAGE
    if is_looked_at_in_all:
        speak("fr")
        assert out_of_sight(page, addresses) == {}
    StepAnswers.objects.update(is_confirmed=False)
    for language in LANGUAGES if is_looked_at_in_all else ("fr", LONGEST):
        speak(language)
        assert out_of_sight(page, addresses) == {}, f"resumed, in {language}"
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("main p.notice:not([hidden])")).to_be_visible()


def test_list_of_the_steps_opens_on_a_phone_and_is_open_on_a_desk(fill, page, speak):
    first, *_ = fill(next(one for one in PATHS if one.stem == "prime-velo").read_text())
    speak("fr")
    page.goto(first)
    steps = page.get_by_role("navigation", name="Étapes de la demande")
    expect(steps).not_to_be_visible()
    page.locator(".progress summary").focus()
    page.keyboard.press("Enter")
    expect(steps).to_be_visible()
    page.set_viewport_size(DESK)
    page.goto(first)
    expect(steps).to_be_visible()
    expect(page.locator(".progress summary")).not_to_be_visible()
    steps.get_by_role("link", name="Vérifier et envoyer").click()
    expect(page.locator('[aria-current="step"]')).to_contain_text("Vérifier et envoyer")
