"""The portal as an app of its own: what must be right before it starts."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The wiring around the apps."""

    name = "monespace"

    def ready(self) -> None:
        """Register the start-up checks."""
        from monespace import checks  # noqa: F401, PLC0415 - imported for its registrations
