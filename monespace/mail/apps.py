"""The mail app."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Kernel app: mail."""

    name = "monespace.mail"
