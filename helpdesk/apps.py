"""The helpdesk app."""

from django.apps import AppConfig


class HelpdeskConfig(AppConfig):
    """Configuration of the helpdesk app."""

    name = "helpdesk"
