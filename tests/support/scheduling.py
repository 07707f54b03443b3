"""How tests are shared out among processes: those that share the running portal or a simulator stay in one.

The ``xdist_group`` mark says the same, but xdist 3.8 writes it into node ids that pytest 9.2 no longer reads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    import pytest

JOURNEYS = "tests/journeys/"
WHOLE = (JOURNEYS, "tests/ebox/", "tests/gateways/")  # they change how one simulator answers to everybody
DEMO = "tests/demo/test_closed_checkout.py"
TOGETHER = (  # what the module starts is started once
    DEMO,
    "tests/accounts/test_foreign_idp.py",
    "tests/bodies/test_portal.py",
    "tests/house/test_imports.py",
    "tests/house/test_typed_forms.py",
    "tests/server/test_slow_connections.py",
    "tests/size/",
)
LONG = (
    DEMO,
    "tests/bce/",
    "tests/demo/test_testing.py",
    "tests/ebox/",
    "tests/enterprises/machine/",
    "tests/house/test_access_table.py",
    "tests/house/test_methods.py",
    "tests/house/test_typed_forms.py",
    "tests/house/test_what_is_stored.py",
    "tests/late/",
    "tests/server/test_slow_connections.py",
    "tests/size/",
)


class PortalScheduling(LoadScopeScheduling):
    """Hands out one function with all its parameters at a time, or a module that starts something costly.

    Shares are handed out in the order of their first tests.
    """

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        config.option.loadscopereorder = False  # by the number of tests, which tells nothing of their time
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        for folder in WHOLE:
            if nodeid.startswith(folder):
                return folder
        return nodeid.partition("::" if nodeid.startswith(TOGETHER) else "[")[0]


def long_ones_first(items: list[pytest.Item]) -> None:
    """Let no process begin with something long when the others have nothing left: first the journeys."""
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    if item.nodeid.startswith(JOURNEYS):
        return 0
    return 1 if item.nodeid.startswith(LONG) or item.get_closest_marker("processes") else 2
