"""What every page's template may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, object]:
    """Contacts of the helpdesk, whether this is the demo, and the actor if a view set one."""
    return {
        "helpdesk_phone": settings.HELPDESK_PHONE,
        "helpdesk_email": settings.HELPDESK_EMAIL,
        "is_demo": settings.DEMO,
        "actor": getattr(request, "actor", None),
    }
