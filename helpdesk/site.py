"""The agents' site at /admin/: its addresses, and its door."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.admin import AdminSite
from django.urls import include, path
from django.views.decorators.http import require_safe

from helpdesk import urls
from helpdesk.access import agent_permissions, keep_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase
    from django.urls import URLPattern, URLResolver


class HelpdeskAdminSite(AdminSite):
    """The agents' own pages, and read-only lists of a few tables; entered by the federation only."""

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Return our pages and the lists; no password, login or logout page exists here."""
        lists = [
            path(f"{rows.opts.app_label}/{rows.opts.model_name}/", include(rows.urls))
            for rows in self._registry.values()
        ]
        return [*urls.urlpatterns, *lists]

    def get_app_list(self, *_: object) -> list[dict[str, object]]:
        """Return nothing: the agents' own navigation lists what each may see."""
        return []

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the person is an agent."""
        return bool(agent_permissions(request))

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """Guard the lists with the same door as our own pages; they are read only."""
        admin_view = require_safe(super().admin_view(view, cacheable))

        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            return keep_out(request) or admin_view(request, *args, **kwargs)

        guarded.login_required = False  # type: ignore[attr-defined]  # keep_out asks for a fresh sign-in
        return guarded
