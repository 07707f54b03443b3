"""How tests are shared out among processes: those that need the running portal stay in one of them.

The ``xdist_group`` mark says the same, but xdist 3.8 writes it into node ids that pytest 9.2 no longer reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    import pytest

WITH_THE_PORTAL = (
    "tests/journeys/",
    "tests/demo/test_portal_processes.py",
    "tests/demo/test_closed_checkout.py",
)
TOGETHER = (  # what the module starts is started once
    "tests/accounts/test_foreign_idp.py",
    "tests/bodies/test_portal.py",
    "tests/house/test_imports.py",
    "tests/server/test_slow_connections.py",
    "tests/size/",
)
LONG = ("tests/demo/test_testing.py", "tests/enterprises/machine/", "tests/house/test_typed_forms.py")


class PortalScheduling(LoadScopeScheduling):
    """Hands out one function with all its parameters at a time, or a module that starts something costly.

    The more tests a share holds, the sooner it is handed out; the shares of one test come as collected.
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(WITH_THE_PORTAL):
            return "portal"
        return nodeid.partition("::" if nodeid.startswith(TOGETHER) else "[")[0]


def long_ones_first(items: list[pytest.Item]) -> None:
    """Let no process begin with something long when the others have nothing left."""
    items.sort(
        key=lambda item: (
            not (item.nodeid.startswith(LONG) or item.get_closest_marker("processes"))
            or item.nodeid.startswith(WITH_THE_PORTAL)
        )
    )
