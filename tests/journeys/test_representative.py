"""A representative who is alone: from « no space for this » to a request sent in the enterprise's name."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.outside import within

pytestmark = pytest.mark.browser

WORKSHOP = "1999990243"


def test_representative_alone_becomes_gap_and_owner_and_sends_a_request(person, outside, audit):
    person.looks = audit
    person.enter("representant", path="/espaces/mon-entreprise/representant/")
    person.page.locator('[data-field="number"] input').fill("1999.990.243")
    person.act("continue")
    audit(person.page)
    person.page.get_by_role("link", name=re.compile("Me désigner moi-même|Prendre le rôle")).click()
    audit(person.page)
    person.act("self")
    expect(person.page.locator(".error-summary")).to_contain_text("Choisissez si vous ferez aussi")
    audit(person.page)
    person.page.locator('[data-field="ownership"] input[value="take"]').check()
    person.act("self")
    expect(person.page.locator(".messages")).to_contain_text("vous pouvez remplir et envoyer ses dossiers")
    audit(person.page)

    reference = person.complete("sesam", WORKSHOP)
    expect(person.page.locator("main")).to_contain_text("(Propriétaire)")
    received = within(5, lambda: outside.received(reference))
    assert [one["demarche"]["slug"] for one in received] == ["sesam"]
