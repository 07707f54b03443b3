"""The helpdesk app, and the agents' site that takes the place of Django's admin."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class HelpdeskConfig(AppConfig):
    """Configuration of the helpdesk app."""

    name = "helpdesk"

    def ready(self) -> None:
        """Declare what erasing a dossier makes of our tables."""
        import_module("helpdesk.erased")


class HelpdeskAdminConfig(admin_apps.SimpleAdminConfig):
    """Makes the agents' site the only admin site; no other app registers tables there."""

    default = False
    default_site = "helpdesk.site.HelpdeskAdminSite"

    def ready(self) -> None:
        """Register our lists once every app is there."""
        super().ready()
        import_module("helpdesk.admin")
