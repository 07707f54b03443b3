"""The portal's settings with the probe app, and leases short enough to wait for."""

from monespace.settings import *  # noqa: F403 - every setting, then what tests can wait for
from monespace.settings import INSTALLED_APPS, OUTBOX_WINDOWS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.kernel.probe"]
OUTBOX_LEASE_SECONDS = 3
OUTBOX_SEND_AGAIN_SECONDS = 3
OUTBOX_WINDOWS = OUTBOX_WINDOWS | {"delivery": 1}  # fewer than the one worker runs
