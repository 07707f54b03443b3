"""The dossiers app."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """Configuration of the dossiers app."""

    name = "dossiers"

    def ready(self) -> None:
        """Tell the enterprises app which démarches an access may be limited to."""
        from dossiers.catalogue import selectors  # noqa: F401, PLC0415 - imported for its registration
