"""The portal's settings, with the static files as they stand."""

from monespace.settings import *  # noqa: F403
from monespace.settings import STORAGES

STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
