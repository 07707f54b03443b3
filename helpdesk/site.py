"""The agents' site at /admin/: which addresses it has and who may enter."""

from __future__ import annotations

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import SimpleAdminConfig


class HelpdeskAdminConfig(SimpleAdminConfig):
    """Makes the agents' site the only admin site; nothing registers itself there."""

    default_site = "helpdesk.site.HelpdeskAdminSite"


class HelpdeskAdminSite(AdminSite):
    """The agents' site."""
