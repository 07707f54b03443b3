"""The clock's app."""

from django.apps import AppConfig


class ClockConfig(AppConfig):
    """Kernel app: when repeated work ran last."""

    name = "monespace.clock"
