"""A script that only follows links and forms makes both démarches."""

from __future__ import annotations

import pytest

from tests.journeys.outside import within

pytestmark = pytest.mark.browser

DELIVERY_SECONDS = 5


@pytest.mark.parametrize(
    ("persona", "slug", "space"),
    [("citoyen", "prime-velo", "citoyen"), ("proprietaire", "sesam", "1999990144")],
)
def test_script_that_only_follows_forms_sends_a_request(walker, outside, persona, slug, space):
    receipt = walker(persona, "itsme").complete(slug, space)
    assert receipt.status == 200
    received = within(DELIVERY_SECONDS, lambda: outside.received(receipt.reference))
    assert [one["demarche"]["slug"] for one in received] == [slug]
    within(DELIVERY_SECONDS, lambda: outside.mails(about=receipt.reference))
