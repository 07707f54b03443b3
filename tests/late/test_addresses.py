"""Only pages that exist and take the form keep it, and no address is written anywhere, whatever it holds."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

import pytest
from django.test import Client

from accounts.models import KeptForm
from accounts.sessions.printed_for import page_key
from tests.late.browsers import OURS, sign_in_at, tab_at, too_late
from tests.support.factories import PersonFactory
from tests.support.pages import parse

ODD = [
    "/invitation/%E2%82%AC/",
    "/invitation/a%0d%0aX/",
    "/invitation/a%0d%0aSet-Cookie:%20x=1/",
    "/invitation/%00/",
    "/invitation/a;%20Domain=evil.example/",
    "/invitation/" + "a" * 5000 + "/",
    "//evil.example/",
    "//evil.example/invitation/a/",
    "/%5Cevil.example/",
    "/invitation/../profil/",
    "/invitation/%2e%2e/",
    "/invitation/%FF%FE/",
    "/invitation/%ED%A0%80/",
    "/profil/?a=%0d%0ab&c=%00",
    "/profil/;x=1",
    "/designation/flood1/",
]


@pytest.fixture
def ada(client):
    return sign_in_at(client, PersonFactory(phone=""))


def cookies_set(response) -> str:
    return response.cookies.output()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ODD)
@pytest.mark.parametrize("is_token_good", [True, False])
def test_odd_address_keeps_nothing_and_sets_nothing(client, ada, address, is_token_good):
    page = tab_at(client, "/profil/")
    strict = Client(enforce_csrf_checks=not is_token_good)
    strict.cookies = client.cookies
    data = {**page.fields, "phone": "081 00 00 00", "csrfmiddlewaretoken": "a" * 32}
    answer = strict.generic(
        "POST",
        "/x",
        "&".join(f"{key}={value}" for key, value in data.items()),
        "application/x-www-form-urlencoded",
        headers=OURS,
        PATH_INFO=_path(address),
        QUERY_STRING=address.partition("?")[2],
    )
    assert answer.status_code < 500
    assert "evil" not in cookies_set(answer)
    assert "//evil" not in answer.get("Location", "")[:9]
    assert "invitation" not in cookies_set(answer)
    assert {kept.page for kept in KeptForm.objects.all()} <= {page_key("/profil/")}


def _path(address: str) -> str:

    return unquote_to_bytes(address.partition("?")[0]).decode("latin-1")


@pytest.mark.django_db
def test_invitation_that_does_not_exist_keeps_nothing_even_with_what_its_own_page_printed(client, ada):
    for rank in range(6):
        address = f"/invitation/flood{rank}/"
        shown = client.get(address)
        fields = {
            one.get("name"): one.get("value")
            for one in parse(shown.content.decode()).iterfind(".//input[@name='printed_for']")
        }
        assert fields
        strict = Client(enforce_csrf_checks=True)
        strict.cookies = client.cookies
        for data in (fields, tab_at(client, "/profil/").fields, {}):
            strict.post(address, {**data, "reason": "x" * 900_000}, headers=OURS)
    assert not KeptForm.objects.exists()


@pytest.mark.django_db
def test_row_names_its_page_by_a_key(client, ada):
    too_late(tab_at(client, "/profil/"), phone="081 00 00 00")
    kept = KeptForm.objects.get()
    assert kept.page == page_key("/profil/")
    assert "profil" not in kept.page
