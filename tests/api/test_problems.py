"""Whatever goes wrong below /api/ is a problem of the Belgian REST guide, under a trace id, never a page."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client as Browser

from api.health import views as health
from tests.api.caller import Caller, problem

pytestmark = pytest.mark.django_db


def test_health_needs_no_token_and_says_no_detail():
    answer = Caller().get("health")
    assert answer.status_code == 200
    assert answer.json()["status"] in {"UP", "DEGRADED"}


def test_health_is_degraded_when_work_is_late_and_down_without_a_database(monkeypatch):
    monkeypatch.setattr(health, "late_work", lambda _now: [])
    assert Caller().get("health").json() == {"status": "UP"}
    monkeypatch.setattr(health, "late_work", lambda _now: ["x"])
    assert Caller().get("health").json() == {"status": "DEGRADED"}

    def away(_now):
        raise OperationalError

    monkeypatch.setattr(health, "late_work", away)
    answer = Caller().get("health")
    assert (answer.status_code, answer.json()) == (503, {"status": "DOWN"})


def test_the_index_leads_to_the_description():
    links = Browser().get("/api/v1/").json()
    document = Browser().get(links["openapi"]["href"]).json()
    assert document["openapi"].startswith("3.0.")
    assert links["health"]["href"] in document["paths"]


@pytest.mark.parametrize("path", ["nulle-part", "dossiers/nulle-part", "health/", "/api/", "/api/v2/health"])
def test_nothing_is_a_problem(path):
    address = path if path.startswith("/") else f"/api/v1/{path}"
    assert problem(Browser().get(address)) == (404, "resourceNotFound")


@pytest.mark.parametrize(("path", "allowed"), [("health", "GET, HEAD"), ("token", "POST"), ("", "GET, HEAD")])
def test_a_wrong_method_says_which_are_right(path, allowed):
    answer = Browser().generic("DELETE", f"/api/v1/{path}")
    assert problem(answer) == (405, "methodNotAllowed")
    assert answer["Allow"] == allowed


def test_head_is_get_without_a_body():
    answer = Caller().ask("HEAD", "health")
    assert (answer.status_code, answer.content) == (200, b"")


def test_unknown_input_is_refused_by_name():
    answer = Caller().get("health?verbose=1")
    assert problem(answer) == (400, "badRequest")
    [issue] = answer.json()["issues"]
    assert (issue["in"], issue["name"]) == ("query", "verbose")
    assert issue["type"].endswith("input-validation:unknownInput")


def test_characters_that_no_text_has_are_a_problem():
    assert problem(Browser().get("/api/v1/health?a=%00")) == (400, "badRequest")
    assert problem(Browser().get("/api/v1/health", headers={"X-Test": "a\0b"})) == (400, "badRequest")


def test_a_body_larger_than_any_is_a_problem(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
    body = "grant_type=client_credentials&client_id=" + "x" * 100
    answer = Browser().post("/api/v1/token", body, content_type="application/x-www-form-urlencoded")
    assert problem(answer) == (413, "payloadTooLarge")


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (RuntimeError("secret du serveur"), (500, "internalServerError")),
        (OperationalError("secret du serveur"), (503, "serviceUnavailable")),
    ],
)
def test_a_defect_says_nothing_of_what_is_inside(monkeypatch, error, expected):
    def broken(_now):
        raise error

    monkeypatch.setattr(health, "DatabaseError", ())
    monkeypatch.setattr(health, "late_work", broken)
    answer = Browser(raise_request_exception=False).get("/api/v1/health")
    assert problem(answer) == expected
    assert "secret" not in answer.content.decode()
    assert ("Retry-After" in answer) == (expected[0] == 503)


def test_the_trace_is_ours_and_the_callers_own_is_said_beside_it():
    mine = "d9e35127-e9b1-4201-a211-2b52e52508df"
    answer = Browser().get("/api/v1/health", headers={"BelGov-Trace-Id": mine})
    assert answer["BelGov-Related-Trace-Id"] == mine
    assert answer["BelGov-Trace-Id"] != mine
    for odd in ("x" * 37, "a b", "é"):
        told = Browser().get("/api/v1/health", headers={"BelGov-Trace-Id": odd})
        assert "BelGov-Related-Trace-Id" not in told


def test_the_logs_know_a_request_by_its_trace(caplog):
    caplog.set_level("INFO")
    answer = Browser().get("/api/v1/health")
    assert answer["BelGov-Trace-Id"] in caplog.text
    assert "BelGov-Trace-Id" not in Browser().get("/healthz/live")
