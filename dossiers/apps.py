"""The dossiers app."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """Configuration of the dossiers app."""

    name = "dossiers"
