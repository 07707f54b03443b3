"""What broke is kept under the code its page shows: when, where, how; nothing of the person."""

from __future__ import annotations

import re

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory
from django.utils import timezone
from psycopg.errors import QueryCanceled

from monespace.incidents.keeping import KEPT_FOR, incidents_with, keep_incident
from monespace.incidents.models import Incident

pytestmark = pytest.mark.django_db

REFERENCE = re.compile(r'class="reference">([0-9a-f]{8})<')


@pytest.fixture
def breaking(settings):
    settings.ROOT_URLCONF = "tests.pages.urls"
    return Client(raise_request_exception=False)


def raised(error):
    try:
        raise error
    except type(error) as caught:
        return caught


def test_the_code_of_the_page_finds_what_broke(breaking):
    page = breaking.post("/refuse/broken/?nom=Lambert", {"niss": "85073003328"}).content.decode()
    (incident,) = incidents_with(REFERENCE.search(page)[1].upper())
    assert (incident.status, incident.error, incident.method) == (500, "RuntimeError", "POST")
    assert re.fullmatch(r"tests/pages/urls\.py:\d+", incident.place)
    kept = str(Incident.objects.values().get())
    for secret in ("Lambert", "85073003328", "a defect", "/refuse/"):
        assert secret not in kept


@pytest.mark.parametrize("what", ["forbidden", "not-visible", "too-late", "suspicious", "database-down"])
def test_a_refusal_and_a_database_that_is_away_are_not_kept(breaking, what):
    assert breaking.get("/refuse/broken/").status_code == 500
    assert breaking.get(f"/refuse/{what}/").status_code != 500
    assert Incident.objects.count() == 1


def test_a_statement_that_took_too_long_is_kept():
    error = OperationalError("canceling statement due to statement timeout")
    error.__cause__ = QueryCanceled()
    keep_incident(RequestFactory().get("/"), code="0123abcd", status=503, error=raised(error))
    assert Incident.objects.get().status == 503


@pytest.mark.parametrize("name", ["jean.dupont@exemple.be", "85073003328", "<script>", "A49BE459", ""])
def test_a_browser_cannot_name_what_is_kept(breaking, name):
    breaking.get("/refuse/broken/", headers={"X-Request-ID": name or "x"})
    assert not Incident.objects.filter(code=name[:8]).exists()


def test_what_is_old_goes_with_the_next_one():
    for code, age in (("aaaaaaaa", KEPT_FOR * 1.01), ("bbbbbbbb", KEPT_FOR * 0.99)):
        Incident.objects.create(code=code, status=500, error="KeyError", happened_at=timezone.now() - age)
    keep_incident(RequestFactory().get("/"), code="cccccccc", status=500, error=raised(KeyError("x")))
    assert set(Incident.objects.values_list("code", flat=True)) == {"bbbbbbbb", "cccccccc"}


@pytest.mark.parametrize("text", ["", "a49be45", "a49be4599", "g49be459", "ME-2222", "a49be459\0"])
def test_other_texts_are_no_code(text):
    Incident.objects.create(code="a49be459", status=500, error="KeyError")
    assert incidents_with("a49be459").count() == 1
    assert not incidents_with(text).exists() or text.startswith("a49be459")
