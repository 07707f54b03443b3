"""The browser of the journeys prints pages for these tests."""

from tests.journeys.conftest import browser_type_launch_args

__all__ = ["browser_type_launch_args"]
