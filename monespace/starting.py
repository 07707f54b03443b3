"""What every process does first: refuse to start on a wrong configuration, in sentences, without a trace."""

from __future__ import annotations

import sys

import structlog
from django.conf import settings
from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured

TAG = "monespace"

log = structlog.get_logger(__name__)


def read_settings() -> None:
    """Read the settings, or end the process with everything that is wrong with them."""
    try:
        _ = settings.INSTALLED_APPS
    except ImproperlyConfigured as problem:
        sys.exit(str(problem))


def refuse_unless_sound() -> None:
    """End the process with what it could not work with; log what it can, for a while."""
    messages = run_checks(tags=[TAG])
    wrong = [message for message in messages if message.level >= ERROR]
    if wrong:
        lines = [f"  - {message.msg} {message.hint or ''}".rstrip() for message in wrong]
        sys.exit("\n".join(["The portal cannot start:", *lines]))
    for message in messages:
        log.warning("configuration", problem=message.msg, hint=message.hint)
