"""The outbox app."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Kernel app: outbox."""

    name = "monespace.outbox"
