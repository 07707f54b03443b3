"""The portal's own settings, for pages opened in this process: static files as they stand, one more host."""

from monespace.settings import *  # noqa: F403 - everything else stays as in production
from monespace.settings import ALLOWED_HOSTS, STORAGES

ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
