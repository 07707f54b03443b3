"""``manage.py relay``: sends the outbox's due messages to Celery, until SIGTERM or Ctrl-C."""

from __future__ import annotations

import signal
from typing import Any

from django.core.management.base import BaseCommand

from monespace.outbox.relay import Relay


class Command(BaseCommand):
    """Run one relay in the foreground."""

    help = "Sends the outbox's due messages to Celery; several may run."
    requires_system_checks = ("monespace",)

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Relay until told to stop; the batch in hand is finished first."""
        with Relay() as relay:
            signal.signal(signal.SIGTERM, relay.stop)
            signal.signal(signal.SIGINT, relay.stop)
            relay.run()
