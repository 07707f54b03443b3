"""The journal app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    """Kernel app: journal."""

    name = "monespace.journal"

    def ready(self) -> None:
        """Collect the integrity checks of every app."""
        autodiscover_modules("integrity_checks")
