"""The portal's own settings, for pages opened in this process: static files as they stand, one more host.

A page is asked for more often than a person may: no limit answers in its stead.
"""

from monespace.settings import *  # noqa: F403 - everything else stays as in production
from monespace.settings import ALLOWED_HOSTS, RATE_LIMITS, STORAGES

NO_LIMIT = 1_000_000

ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
RATE_LIMITS = {action: (NO_LIMIT, seconds) for action, (_amount, seconds) in RATE_LIMITS.items()}
