"""The citizen of tests of filling, for tests of moving a draft to another version."""

from tests.filling.conftest import citizen, person, scanned  # noqa: F401 - fixtures
