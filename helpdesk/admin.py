"""Read-only lists for agents: the journal, the mails without their content, published démarches."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy as _

from dossiers.models import DemarcheVersion
from helpdesk.access import agent_permissions
from helpdesk.groups import AgentPermission
from monespace.journal.models import Event
from monespace.mail.models import Mail

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest
    from django.urls import URLPattern


class ReadOnlyList(admin.ModelAdmin):
    """One list, nothing else: no page to add, change or delete a row, no action on rows."""

    permission: ClassVar[AgentPermission]
    actions = None
    list_display_links = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_urls(self) -> list[URLPattern]:
        """Return the list's address only."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_changelist"
        return [path("", self.admin_site.admin_view(self.changelist_view), name=name)]

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:  # noqa: ARG002 - Django's signature
        """Whether the agent's groups open this list."""
        return self.permission in agent_permissions(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the agent's groups open this list."""
        return self.has_view_permission(request)

    def has_add_permission(self, *_: object) -> bool:
        """Nobody adds rows by hand."""
        return False

    def has_change_permission(self, *_: object) -> bool:
        """Nobody changes rows by hand."""
        return False

    def has_delete_permission(self, *_: object) -> bool:
        """Nobody deletes rows by hand."""
        return False


@admin.register(Event)
class EventList(ReadOnlyList):
    """The journal: what happened to what, by whom, as ids and codes."""

    permission = AgentPermission.SEE_RECORDS
    list_display = ("recorded_at", "tag", "subject_type", "subject_id", "actor_type", "actor_id", "facts")
    list_filter = ("subject_type",)
    search_fields = ("=subject_id", "=tag")
    search_help_text = _("Identifiant exact d’un sujet, ou étiquette exacte d’un événement.")
    sortable_by = ()
    ordering = ("-recorded_at", "-pk")


@admin.register(Mail)
class MailList(ReadOnlyList):
    """Mails by kind and status; their address, subject and content stay out of sight."""

    permission = AgentPermission.SEE_RECORDS
    list_display = ("created_at", "template", "language", "sent_at")
    list_filter = ("template", ("sent_at", admin.EmptyFieldListFilter))
    sortable_by = ()
    ordering = ("-created_at", "-pk")


@admin.register(DemarcheVersion)
class DemarcheVersionList(ReadOnlyList):
    """Published versions of démarches, with the checksum of their content."""

    permission = AgentPermission.SEE_DEMARCHES
    list_display = ("demarche", "version", "published_at", "checksum")
    list_select_related = ("demarche",)
    sortable_by = ()
    ordering = ("demarche__slug", "-version")

    def get_queryset(self, request: HttpRequest) -> QuerySet[DemarcheVersion]:
        """Leave the definitions themselves in the database."""
        return super().get_queryset(request).defer("content")
