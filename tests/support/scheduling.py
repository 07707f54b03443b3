"""How tests are shared out among processes: those that need the running portal stay in one of them.

The ``xdist_group`` mark says the same, but xdist 3.8 writes it into node ids that pytest 9.2 no longer reads.
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

WITH_THE_PORTAL = (
    "tests/journeys/",
    "tests/demo/test_portal_processes.py",
    "tests/demo/test_closed_checkout.py",
)


class PortalScheduling(LoadScopeScheduling):
    """Hands tests out one by one, except those that start the whole portal."""

    def _split_scope(self, nodeid: str) -> str:
        return "portal" if nodeid.startswith(WITH_THE_PORTAL) else nodeid
