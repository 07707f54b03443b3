"""The portal's own settings, with one empty page beside it to compare with."""

from monespace.settings import *  # noqa: F403 - everything stays as in production

ROOT_URLCONF = "benchmarks.urls"
