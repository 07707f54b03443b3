"""The outbox app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    """Kernel app: outbox."""

    name = "monespace.outbox"

    def ready(self) -> None:
        """Collect the handlers of every app."""
        autodiscover_modules("outbox_handlers")
