"""Settings, by subject; every value that differs between machines comes from the environment (env.py)."""

from monespace.settings.base import *  # noqa: F403
from monespace.settings.budgets import *  # noqa: F403
from monespace.settings.celery import *  # noqa: F403
from monespace.settings.identity import *  # noqa: F403
from monespace.settings.logging import *  # noqa: F403
from monespace.settings.security import *  # noqa: F403
