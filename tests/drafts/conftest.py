"""The citizen, the draft and the virus scanner of tests of filling, for tests of the end of drafts."""

from tests.filling.conftest import citizen, draft, person, scanned  # noqa: F401 - fixtures
