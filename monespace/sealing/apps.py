"""The sealing app."""

from django.apps import AppConfig


class SealingConfig(AppConfig):
    """Kernel app: sealing."""

    name = "monespace.sealing"

    def ready(self) -> None:
        """Register what is checked of the sealing key at every start."""
        from monespace.sealing import checks  # noqa: F401, PLC0415 - imported for its registrations
