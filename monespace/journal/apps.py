"""The journal app."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Kernel app: journal."""

    name = "monespace.journal"
