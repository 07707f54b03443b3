"""The common app: what every other app may use."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Kernel app: common."""

    name = "monespace.common"

    def ready(self) -> None:
        """Make the path converter ``space`` known before any URL is declared."""
        from monespace.common import urls  # noqa: F401, PLC0415 - imported for its registration
