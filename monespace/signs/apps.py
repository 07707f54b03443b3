"""The app of the signs of life."""

from django.apps import AppConfig


class SignsConfig(AppConfig):
    """Kernel app: when each process was heard last."""

    name = "monespace.signs"
