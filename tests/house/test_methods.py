"""Methods that an address does not know are refused with 405 and what it knows; HEAD answers as GET does."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.house.access_rows import ROWS
from tests.house.access_table import OK
from tests.house.test_access_table import undone
from tests.support.access_scene import Scene
from tests.support.checked_client import CheckedClient

if TYPE_CHECKING:
    from collections.abc import Iterator

UNKNOWN = ("PUT", "DELETE", "OPTIONS", "FOO")
WHO = ("owner", "proprietaire", "gap", "representative", "requester", "agent", "supervisor", "officer")

Address = tuple[str, tuple[tuple[str, str], ...]]


def addresses() -> dict[str, dict[Address, set[str]]]:
    """Return, by the first who may open them, the addresses and the methods that each knows."""
    known: dict[Address, set[str]] = defaultdict(set)
    opened_by: dict[Address, str] = {}
    for row in ROWS:
        address = (row.name, tuple(row.kwargs.items()))
        if "405" not in row.expected.values():
            known[address] |= {"GET", "HEAD"} if row.method == "GET" else {row.method}
        who = next((actor for actor in WHO if row.expected[actor] == OK), "")
        if who:
            opened_by.setdefault(address, who)
    return {
        actor: {address: known[address] for address, who in opened_by.items() if who == actor}
        for actor in WHO
    }


def walked(actor: str) -> Iterator[tuple[CheckedClient, str, str, set[str]]]:
    """Yield a browser of ``actor``, the name and path of each address, and the methods that it knows."""
    scene = Scene.build()
    client = CheckedClient()
    scene.sign_in(client, actor)
    for (name, kwargs), known in addresses()[actor].items():
        yield client, name, reverse(name, kwargs={key: getattr(scene, value) for key, value in kwargs}), known


def test_every_address_that_opens_to_anybody_is_walked():
    walks = {name for found in addresses().values() for name, _ in found}
    open_to_some = {row.name for row in ROWS if OK in row.expected.values()}
    assert open_to_some - walks == set()


@pytest.mark.django_db
@pytest.mark.parametrize("actor", WHO)
def test_an_unknown_method_is_refused_with_those_that_are_known(actor):
    wrong = []
    for client, name, path, known in walked(actor):
        for method in UNKNOWN:
            with undone():
                response = client.generic(method, path)
            allowed = set(response.get("Allow", "").split(", "))
            if response.status_code != 405 or allowed != known:
                wrong.append(
                    f"{method} {name}: {response.status_code} {sorted(allowed)}, not {sorted(known)}"
                )
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("actor", WHO)
def test_the_head_of_a_page_is_that_of_the_page(actor):
    wrong = []
    for client, name, path, _ in walked(actor):
        answers = []
        for method in ("GET", "HEAD"):
            with undone():
                response = client.generic(method, path)
                if response.streaming:
                    b"".join(response)
            answers.append((response.status_code, response.get("Content-Type")))
        if answers[0] != answers[1]:
            wrong.append(f"{name}: {answers}")
    assert wrong == []
