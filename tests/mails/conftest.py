"""An enterprise whose access manager invites, and another one."""

from tests.enterprises.conftest import company  # noqa: F401 - a fixture
from tests.gap.conftest import firm, managed, register  # noqa: F401 - fixtures
from tests.mandates.conftest import scene  # noqa: F401 - a fixture
