"""Fixtures and guards for every test: the checked client, and templates that refuse unknown variables."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any, NoReturn
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.utils import translation

import tests.support.append_only
import tests.support.redis_patience  # noqa: F401 - outlasts a busy machine
from monespace.simulators.clamd import server
from tests.support.answering import dripping, saying  # noqa: F401 - fixtures
from tests.support.checked_client import CheckedClient
from tests.support.databases import django_db_setup  # noqa: F401 - a fixture
from tests.support.scheduling import PortalScheduling, long_ones_first
from tests.support.simulators import simulators  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from collections.abc import Iterator

# Pages are tested with the static files as they stand; journeys use the collected ones.
django_settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"

# Tests share the machine with other tests: nobody is told that it is busy, unless that is what is tested.
django_settings.CLEANING_MOST_ASKING = 50
django_settings.CLEANING_WAIT_SECONDS = django_settings.CLEANING_SECONDS = 60.0

# Nobody has an e-Box in the tests of this process, but where that is tested: the outbox calls nobody there.
django_settings.EBOX_URL = ""

# Little of what tests make is garbage that reference counts leave: looked for less often.
gc.set_threshold(20_000, 20, 20)


class UnknownVariable(str):
    """Stands for an undefined template variable: printing it fails the test."""

    __slots__ = ()

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, variable: object) -> NoReturn:
        raise AssertionError(f"undefined template variable: {variable}")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Share the tests out our own way, when they run in several processes."""
    return PortalScheduling(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long."""
    long_ones_first(items)


def pytest_collection_finish() -> None:
    """Keep the garbage collector from looking at all tests and modules again and again."""
    gc.freeze()


@pytest.fixture
def client() -> CheckedClient:
    """A browser without a session."""
    return CheckedClient()


@pytest.fixture
def clamd(settings) -> server.Clamd:
    """A virus scanner that answers, the same for all tests; stop it for tests of its absence."""
    running = server.start(0)
    settings.CLAMD_URL = running.url
    return running


@pytest.fixture(autouse=True)
def _an_unreachable_federation_is_forgotten() -> None:
    """Let no test wait for the pause after another one's failed look at the metadata."""
    from accounts.saml.metadata import identity_provider

    if identity_provider._memory.known.understood is None:
        identity_provider._memory.known = identity_provider._Known()


@pytest.fixture(autouse=True)
def _nobody_asked_before(settings: pytest.FixtureRequest) -> None:
    """Start counting anew for each test, whoever counts in Redis beside it or found it away before."""
    from monespace.common.rate_limits import counters

    settings.COUNTERS_PREFIX = f"test:{uuid4()}"
    counters._silent_until = 0.0


@pytest.fixture(autouse=True)
def _each_test_begins_in_french() -> None:
    """Forget the language of the last page that another test asked for: it stays with the thread."""
    translation.activate(django_settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _templates_know_their_variables(settings: pytest.FixtureRequest) -> Iterator[None]:
    from django.template import engines

    engine = engines["django"].engine
    before = engine.string_if_invalid
    engine.string_if_invalid = UnknownVariable("?")
    yield
    engine.string_if_invalid = before
