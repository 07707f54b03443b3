"""« Suis-je concerné ? »: questions that still count, then a verdict with its reason; and nothing is kept."""

from __future__ import annotations

import json

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from redis import Redis

from tests.eligibility.demarche import AMOUNT, BEGIN, CHECK, STEPS, answered, asked, open_check
from tests.filling.browser import Page
from tests.filling.factories import publish
from tests.support.pages import parse

pytestmark = pytest.mark.django_db
LANDING = "/demarches/essai/"


def heading(page: Page) -> str:
    return page.root.findtext(".//h1")


def test_a_landing_page_leads_to_the_check_of_a_demarche_that_has_one(client):
    open_check(client)
    assert CHECK in [link.get("href") for link in parse(client.get(LANDING).content.decode()).iter("a")]
    plain = [{**step, "exits": []} for step in STEPS]
    publish(version=2, steps=plain)
    assert CHECK not in client.get(LANDING).content.decode()
    assert client.get(CHECK)["Location"] == LANDING


def test_who_seems_to_have_a_right_is_told_so_and_may_begin(client):
    page = answered(open_check(client), genre="cargo", revenu=AMOUNT)
    assert heading(page) == "Vous semblez y avoir droit"
    assert page.root.find(f".//form[@action='{BEGIN}']") is not None
    assert "d’autres conditions" not in page.html


def test_who_has_none_reads_why_by_which_article_and_what_to_do(client):
    page = answered(open_check(client), genre="kit", pro="no", revenu="10")
    assert heading(page) == "Vous n’y avez pas droit"
    for words in ("Un kit d’un particulier", "Article 3 du décret.", "Voyez votre commune."):
        assert words in page.html
    assert page.root.find(f".//form[@action='{BEGIN}']") is None


def test_only_what_still_counts_is_asked(client):
    page = open_check(client)
    first = asked(page)
    assert first == "achat.revenu"  # one of its answers ends the questions
    assert heading(page.post(revenu="95000")) == "Vous n’y avez pas droit"
    assert asked(page.post(revenu="10")) == "achat.genre"
    assert not asked(page.post(revenu="10").post(genre="cargo"))


def test_conditions_that_name_somebody_are_left_to_the_form_and_the_verdict_says_so(client):
    steps = [*STEPS, {**STEPS[0], "key": "fin", "exits": []}]
    steps[2]["exits"] = [{**STEPS[1]["exits"][0], "when": {"vous.courriel": {"answered": False}}}]
    page = open_check(client, steps=steps)
    while name := asked(page):
        assert name.startswith("achat.")
        page = page.post(**{name.partition(".")[2]: {"revenu": "10", "genre": "cargo"}[name[6:]]})
    assert "d’autres conditions" in page.html


def test_a_wrong_answer_is_told_at_its_question_and_those_before_are_kept(client):
    page = open_check(client).post(revenu="10").post(genre="kit")
    wrong = page.post()
    assert wrong.response.status_code == 422
    assert wrong.root.find(".//title").text.startswith("Erreur")
    assert "Répondez par oui ou par non" in wrong.html
    assert wrong.fields["state"] == page.fields["state"]


def test_an_answer_is_changed_and_the_others_stay(client):
    verdict = answered(open_check(client), genre="kit", pro="no", revenu="10")
    form = next(one for one in verdict.root.iter("form") if one.find(".//button[@name='change']") is not None)
    state = form.find("input[@name='state']").get("value")
    page = Page(client, CHECK, client.post(CHECK, {"state": state, "change": "achat.pro"}))
    assert asked(page) == "achat.pro"
    assert heading(page.post(pro="yes")) == "Vous semblez y avoir droit"


def test_another_language_keeps_the_question_and_what_is_typed(client):
    page = open_check(client)
    german = client.post(CHECK, page.fields | {"revenu": "12,x", "page_language": "de"})
    shown = Page(client, CHECK, german)
    assert german.status_code == 200
    assert shown.fields["revenu"] == "12,x"
    assert shown.root.get("lang") == "de"


FORGED = {
    "no JSON": "{",
    "too deep": "[" * 900,
    "too long": json.dumps([1, [["achat.revenu", "1" * 3000]]]),
    "an object": "{}",
    "pairs that are none": "[1, [[1, 2, 3]]]",
    "a number": "1",
    "another version": json.dumps([9, []]),
    "no answers": json.dumps([1]),
    "a question that names somebody": json.dumps([1, [["vous.courriel", "a@b.be"]]]),
    "a question no exit looks at": json.dumps([1, [["achat.remarque", "x"]]]),
    "no question": json.dumps([1, [["achat.absent", "x"]]]),
    "an option that is none": json.dumps([1, [["achat.genre", "tandem"]]]),
    "another shape": json.dumps([1, [["achat.revenu", {"a": ["b"]}]]]),
    "nothing where something is wanted": json.dumps([1, [["achat.revenu", ""]]]),
    "a number for a name": json.dumps([1, [["achat.genre", 7]]]),
}


@pytest.mark.parametrize("what", FORGED)
@pytest.mark.parametrize("address", [CHECK, BEGIN])
def test_a_forged_state_is_refused_and_nothing_of_it_goes_on(client, address, what):
    right = json.dumps([1, [["achat.revenu", "10"]]])
    open_check(client)
    assert client.post(address, {"state": right}).status_code in {200, 302}
    refused = client.post(address, {"state": FORGED[what]})
    assert refused.status_code == 400
    assert "concerne" not in refused.cookies
    assert "Recommencer les questions" in refused.content.decode()


@pytest.mark.parametrize("asked_for", ["vous.courriel", "achat.absent", "x", "achat.revenu.x"])
def test_nobody_is_asked_what_is_none_of_the_questions(client, asked_for):
    open_check(client)
    for word in ("asked", "change"):
        assert client.post(CHECK, {word: asked_for}).status_code == 400


def rows_of_everything() -> dict[str, int]:
    return {model._meta.db_table: model._default_manager.count() for model in apps.get_models()}


def test_no_answer_is_kept_by_the_portal_nor_told_to_anybody(client, caplog):
    page = open_check(client)
    before = rows_of_everything()
    caplog.set_level("DEBUG")
    with CaptureQueriesContext(connection) as queries:
        verdict = answered(page, genre="cargo", revenu=AMOUNT)
    assert AMOUNT in verdict.html
    assert [one["sql"] for one in queries if not one["sql"].lstrip().upper().startswith("SELECT")] == []
    assert rows_of_everything() == before
    digits = AMOUNT.partition(",")[0]
    assert digits not in caplog.text
    redis = Redis.from_url(settings.COUNTERS_URL)
    kept = [(key, redis.get(key)) for key in redis.scan_iter("*") if redis.type(key) == b"string"]
    assert digits.encode() not in repr(kept).encode()
    assert digits not in verdict.url
    assert verdict.response["Cache-Control"] == "no-store"
    assert set(client.cookies) <= {settings.CSRF_COOKIE_NAME}


def test_a_machine_that_asks_without_end_is_told_to_wait(client, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"eligibility": (2, 600)}
    page = open_check(client)
    assert page.post(revenu="10").response.status_code == 200
    refused = page.post(revenu="10").response
    assert refused.status_code == 429
    assert refused["Retry-After"]


def test_a_form_of_another_site_is_refused():
    client = Client(enforce_csrf_checks=True)
    open_check(client)
    assert client.post(CHECK, {"state": "", "asked": "achat.revenu", "revenu": "1"}).status_code == 403
