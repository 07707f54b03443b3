"""The probes say whether the process and its database answer, to anyone, about nobody."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.db import OperationalError, connection


def test_live_answers_without_the_database(client):
    response = client.get("/healthz/live")
    assert (response.status_code, response.json()) == (200, {"status": "live"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready_asks_the_database_once(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/healthz/ready")
    assert (response.status_code, response.json()) == (200, {"status": "ready", "database": True})


@pytest.mark.django_db
def test_ready_says_503_when_the_database_is_gone(client):
    assert client.get("/healthz/ready").status_code == 200
    with patch.object(connection, "cursor", side_effect=OperationalError):
        response = client.get("/healthz/ready")
    assert response.status_code == 503
    assert response.json()["database"] is False


@pytest.mark.django_db
def test_probes_are_not_sent_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/aide/").status_code == 301
    assert client.get("/healthz/live").status_code == 200
