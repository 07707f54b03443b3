"""Every form of every page says whose it is, and is refused when somebody else is signed in."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.house.access_rows import ROWS
from tests.house.access_table import ACTORS, OK
from tests.house.test_access_table import undone
from tests.late.browsers import sign_in_at
from tests.support.access_scene import Scene
from tests.support.checked_client import CheckedClient
from tests.support.factories import PersonFactory
from tests.support.pages import parse

SIGNED_IN = [actor for actor in ACTORS if actor != "anonymous"]


def pages():
    """Open every page of the portal, as somebody signed in who may."""
    scene = Scene.build()
    for row in ROWS:
        actor = next((one for one in reversed(SIGNED_IN) if row.expected[one] == OK), None)
        if row.method != "GET" or actor is None:
            continue
        address = reverse(row.name, kwargs={key: getattr(scene, value) for key, value in row.kwargs.items()})
        with undone():
            client = CheckedClient()
            scene.sign_in(client, actor)
            response = client.get(address)
            if response.streaming:
                b"".join(response)  # a file is closed once it is read
            elif response.status_code == 200 and "html" in response["Content-Type"]:
                yield client, address, response.content.decode()


def forms_of(page: str, html: str):
    """Yield the address and the fields of the forms that a page posts."""
    for form in parse(html).iterfind(".//form"):
        if form.get("method") == "post":
            inputs = [one for one in form.iter("input") if one.get("name")]
            fields = {one.get("name"): one.get("value", "") for one in inputs}
            yield (form.get("action") or page).partition("?")[0], fields


@pytest.mark.django_db
def test_every_form_of_every_page_is_refused_for_somebody_else():
    other, seen = PersonFactory(), set()
    for client, page, html in pages():
        sign_in_at(client, other)
        for target, fields in forms_of(page, html):
            assert fields.get("printed_for"), (page, target)
            if target in seen:
                continue
            seen.add(target)
            refused = client.post(target, fields)
            assert refused.status_code == 403, (page, target)
            assert "celle de quelqu’un d’autre" in refused.content.decode(), (page, target)
    assert len(seen) > 40, len(seen)
