"""The incidents app."""

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    """Kernel app: incidents."""

    name = "monespace.incidents"
