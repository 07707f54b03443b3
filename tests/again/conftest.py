"""The citizen of tests of filling, for tests of beginning again."""

from tests.filling.conftest import citizen, person, scanned  # noqa: F401 - fixtures
