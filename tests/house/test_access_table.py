"""The access table: every address, method and kind of person gets exactly the written answer."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.house.access_rows import ELSEWHERE, MISPLACED, ROWS
from tests.house.access_table import ACTORS, Row
from tests.support.access_scene import Scene
from tests.support.checked_client import CheckedClient


def named_addresses(patterns=None, namespace="") -> set[str]:
    """Return the full name of every address of the portal."""
    names = set()
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            inner = ":".join(filter(None, (namespace, pattern.namespace)))
            names |= named_addresses(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            names.add(f"{namespace}:{pattern.name}" if namespace else pattern.name)
    return names


def test_every_address_is_in_the_table():
    written = {row.name for row in ROWS} | set(ELSEWHERE)
    assert named_addresses() - written == set()
    assert written - named_addresses() == set()


def test_every_address_says_what_reading_and_writing_do():
    for name in {row.name for row in ROWS}:
        assert {row.method for row in ROWS if row.name == name} >= {"GET", "POST"}, name


def answer(response) -> str:
    """Name an answer as the table does."""
    if response.status_code in {301, 302, 303} and "/connexion/" in response["Location"]:
        return "sign"
    # 409 and 422: the person may, but this content cannot be accepted now.
    if response.status_code < 400 or response.status_code in {409, 422}:
        return "ok"
    return str(response.status_code)


@contextmanager
def undone():
    """Undo what the block writes: every row of the table meets the same scene."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(scene: Scene, row: Row, client: CheckedClient) -> str:
    address = reverse(row.name, kwargs={key: getattr(scene, value) for key, value in row.kwargs.items()})
    with undone():
        response = (
            client.post(address, row.data) if row.method == "POST" else client.generic(row.method, address)
        )
        if response.streaming:
            b"".join(response)  # a file is closed once it is read
    return answer(response)


def wrong_answers(rows: list[Row], actor: str) -> list[str]:
    """Return what differs from the table: each row is asked by a browser just signed in."""
    scene = Scene.build()
    signed_in = CheckedClient()
    scene.sign_in(signed_in, actor)
    wrong = []
    for row in rows:
        client = CheckedClient()
        client.cookies.update(signed_in.cookies)
        got, expected = ask(scene, row, client), row.expected[actor]
        if got != expected:
            wrong.append(f"{row.label()}: {got} instead of {expected}")
    return wrong


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ACTORS)
def test_everybody_gets_the_written_answers(actor):
    assert wrong_answers(ROWS, actor) == []


@pytest.mark.django_db
def test_nothing_of_one_enterprise_is_reached_from_the_space_of_another():
    assert len(MISPLACED) > 20
    assert wrong_answers(MISPLACED, "outsider") == []
