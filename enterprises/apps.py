"""The enterprises app."""

from django.apps import AppConfig


class EnterprisesConfig(AppConfig):
    """Configuration of the enterprises app."""

    name = "enterprises"
