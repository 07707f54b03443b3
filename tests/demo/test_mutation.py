"""What the mutation run breaks, and the tests that should notice, are where it looks for them."""

from __future__ import annotations

import pytest

from benchmarks.mutation import AREAS
from monespace.demo.environment import CHECKOUT


@pytest.mark.parametrize("name", sorted(AREAS))
def test_every_area_has_code_and_tests(name):
    area = AREAS[name]
    for pattern in area.code:
        assert list(CHECKOUT.glob(pattern)), pattern
    assert any(path.endswith(".py") or (CHECKOUT / path).is_dir() for path in area.paths())
    for folder in area.tests:
        assert (CHECKOUT / folder).is_dir(), folder
