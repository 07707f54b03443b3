"""The page of all questions in a real Chromium: each state accessible, on a phone and on a desk."""

from __future__ import annotations

import pytest

from monespace.demo.questions.views import STATES
from tests.journeys.accessibility import DESK, PHONE, defects

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_each_state_is_accessible_and_scrolls_in_one_direction(page, live_server, size):
    page.set_viewport_size(size)
    for state in STATES:
        page.goto(f"{live_server.url}/demo/questions/{state}/")
        page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true })")
        assert defects(page) == [], state
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], state
