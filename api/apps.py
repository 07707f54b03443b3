"""The interface for back offices as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """Tokens of systems."""

    name = "api"
    verbose_name = _("interface pour les services")
