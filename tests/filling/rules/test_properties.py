"""Whatever the démarche and the draft, who knows what to answer gets to « Envoyer » by the pages' links."""

from __future__ import annotations

from itertools import count
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.engine.test_rules import complete_answers, ruled
from tests.filling.browser import Page, step_url, url
from tests.filling.factories import draft_of, publish
from tests.support.pages import parse

pytestmark = pytest.mark.django_db

VERSIONS = count(1)
ANY = st.sampled_from(["", "a", "b", "yes", "no", "1", "5", "mot"])
DRAFT = st.dictionaries(
    st.sampled_from(["s0", "s1", "s2", "s3"]), st.dictionaries(st.sampled_from(["f0", "f1", "f2"]), ANY)
)


def step_of(page: Page) -> str:
    return urlsplit(page.url).path.rstrip("/").rpartition("/")[2]


def answer(page: Page, wanted) -> Page:
    """Type what is wanted on the page, go on, and arrive."""
    return page.post(**{key: [raw] for key, raw in wanted[step_of(page)].items()}).follow()


def other_answers(page: Page) -> list[str]:
    """Return where the page leads for the answers that do not go with its own."""
    links = parse(page.html).findall(".//section[@aria-labelledby='clash']//a")
    return [link.get("href") for link in links if not link.get("href").startswith("#")]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(ruled(), DRAFT, st.randoms(use_true_random=False))
def test_from_any_draft_the_pages_lead_to_sending(citizen, person, demarche, saved, chance):
    wanted = complete_answers(demarche, chance)
    assume(wanted is not None)
    content = demarche.content()
    words = {word: content[word] for word in ("steps", "rules") if word in content}
    version = publish(version=next(VERSIONS), **words)
    draft = draft_of(person, version=version)
    for step, typed in saved.items():
        if step in wanted:
            citizen.post(step_url(draft, step), {**typed, "action": "save"})
    assert_reachable(citizen, draft)
    page = Page(citizen, "", citizen.get(url("resume", draft))).follow()
    for _ in range(5 * len(demarche.steps)):
        if "/recapitulatif/" in page.url:
            break
        ways = other_answers(page)
        page = answer(page, wanted)
        for way in ways:
            page = answer(Page(citizen, way, citizen.get(way)), wanted)
    review = Page(citizen, "", citizen.get(url("review", draft)))
    assert review.form.get("action") == url("submit", draft)


def assert_reachable(client, draft) -> None:
    """Follow each « Modifier » of the review: it leads to the step it names."""
    review = parse(client.get(url("review", draft)).content.decode())
    for link in review.findall(".//dd[@class='summary-list__action']/a"):
        assert client.get(link.get("href").partition("#")[0]).status_code == 200
