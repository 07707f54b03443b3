"""Read-only lists for agents: the journal, the mails without their content, published démarches."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from dossiers.models import DemarcheVersion
from helpdesk.access import AgentPermission, agent_permissions
from helpdesk.lists import ROWS_PER_PAGE, LatestRows, RowsOfOnePage, ValuesFilter
from monespace.journal.models import Event
from monespace.mail.models import BudgetRefusal, Mail

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest
    from django.urls import URLPattern
    from django.utils.functional import _StrOrPromise


BUDGETS = {
    "letters": _("Invitations et propositions"),
    "codes": _("Codes qui confirment une adresse"),
    "notices": _("Demandes, mandats et réponses"),
    "news": _("Nouvelles des dossiers, non envoyées"),
    "endings": _("Annonces d’une fin, non envoyées"),
}
SCOPES = {
    "person": _("D’une personne"),
    "enterprise": _("D’une entreprise"),
    "pair": _("D’une personne vers une autre"),
    "recipient": _("Vers une personne"),
}


def moment(at: datetime | None) -> str:
    """Write a date and time briefly; a dash when it has not come."""
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT") if at else "–"


def column(title: _StrOrPromise, words: Callable[[Any], object]) -> Callable[..., object]:
    """Return a column of a list under ``title``, which shows ``words`` of each row."""

    @admin.display(description=title)
    def shown(_rows: ReadOnlyList, row: Model) -> object:
        return words(row)

    return shown


class ReadOnlyList(admin.ModelAdmin):
    """One list, nothing else: no page to add, change or delete a row, no action on rows."""

    permission: ClassVar[AgentPermission]
    orders: ClassVar[dict[str, tuple[str, ...]]] = {}  # of the indexes that columns begin, unless as all rows
    actions = None
    list_display_links = None
    list_per_page = ROWS_PER_PAGE
    paginator = LatestRows
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

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[RowsOfOnePage]:  # noqa: ARG002 - Django's signature
        """Return the class that reads the rows."""
        return RowsOfOnePage

    def get_search_results(
        self,
        request: HttpRequest,  # noqa: ARG002 - Django's signature
        queryset: QuerySet[Any],
        search_term: str,
    ) -> tuple[QuerySet[Any], bool]:
        """Return the rows that hold exactly what is typed, in the first of ``search_fields`` that has it.

        Each of these columns begins an index; searched together, or without case, none would be used.
        """
        words = search_term.strip()
        if not words:
            return queryset, False
        for column, value in product(self.search_fields, dict.fromkeys((words, words.lower()))):
            order = self.orders.get(column, self.ordering or ())
            found = queryset.filter(**{column: value}).order_by(*order)
            if found.values_list("pk")[:1]:
                return found, False
        return queryset.none(), False

    def has_add_permission(self, *_: object) -> bool:
        """Nobody adds rows by hand."""
        return False

    def has_change_permission(self, *_: object) -> bool:
        """Nobody changes rows by hand."""
        return False

    def has_delete_permission(self, *_: object) -> bool:
        """Nobody deletes rows by hand."""
        return False


class SubjectFilter(ValuesFilter):
    """Events by kind of subject."""

    title = _("Sujet")
    parameter_name = "subject_type"
    model = Event


class TemplateFilter(ValuesFilter):
    """Mails by template."""

    title = _("Modèle")
    parameter_name = "template"
    model = Mail


@admin.register(Event)
class EventList(ReadOnlyList):
    """The journal: what happened to what, by whom, as ids and codes."""

    permission = AgentPermission.SEE_RECORDS
    list_display = ("at", "what", "subject", "who", "details")
    list_filter = (SubjectFilter,)
    search_fields = ("subject_id", "tag")
    search_help_text = _("Identifiant exact d’un sujet, ou étiquette exacte d’un événement.")
    sortable_by = ()
    ordering = ("-pk",)  # ids are in the order of time
    orders = dict.fromkeys(("subject_type", "tag"), ("-recorded_at", "-pk"))

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """Return the order of the rows: that of the filter's index, when it is set."""
        return self.orders["subject_type"] if request.GET.get("subject_type") else self.ordering

    at = column(_("Date"), lambda event: moment(event.recorded_at))
    what = column(_("Événement"), lambda event: event.tag)
    subject = column(_("Sujet"), lambda event: f"{event.subject_type} {event.subject_id}")
    who = column(_("Par"), lambda event: event.actor_id or event.actor_type)
    details = column(
        _("Détails"), lambda event: ", ".join(f"{key}: {value}" for key, value in event.facts.items())
    )


@admin.register(Mail)
class MailList(ReadOnlyList):
    """Mails by template and status; their address, subject and content stay out of sight."""

    permission = AgentPermission.SEE_RECORDS
    list_display = ("written", "which", "mail_language", "sent")
    list_filter = (TemplateFilter,)
    sortable_by = ()
    ordering = ("-created_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mail]:
        """Leave what the mails say in the database."""
        return super().get_queryset(request).defer("to", "subject", "text", "html")

    written = column(_("Écrit le"), lambda mail: moment(mail.created_at))
    which = column(_("Modèle"), lambda mail: mail.template)
    mail_language = column(_("Langue"), lambda mail: mail.get_language_display())
    sent = column(_("Parti le"), lambda mail: moment(mail.sent_at))


@admin.register(BudgetRefusal)
class BudgetRefusalList(ReadOnlyList):
    """Who was refused more mails to other people, each day, and how often (ADR 0060)."""

    permission = AgentPermission.SEE_RECORDS
    list_display = ("day", "which", "limit", "enterprise", "who", "times", "last")
    sortable_by = ()
    ordering = ("-day", "-last_at", "-pk")
    search_fields = ("person_id", "enterprise")
    search_help_text = _("Identifiant exact d’une personne, ou numéro BCE en dix chiffres.")

    which = column(_("E-mails"), lambda refusal: BUDGETS.get(refusal.budget, refusal.budget))
    limit = column(_("Limite"), lambda refusal: SCOPES.get(refusal.scope, refusal.scope))
    who = column(_("Par"), lambda refusal: refusal.person_id or "system")
    last = column(_("Dernier refus"), lambda refusal: moment(refusal.last_at))


@admin.register(DemarcheVersion)
class DemarcheVersionList(ReadOnlyList):
    """Published versions of démarches, with the checksum of their content."""

    permission = AgentPermission.SEE_DEMARCHES
    list_display = ("slug", "number", "published", "fingerprint")
    list_select_related = ("demarche",)
    sortable_by = ()
    ordering = ("demarche__slug", "-version")

    def get_queryset(self, request: HttpRequest) -> QuerySet[DemarcheVersion]:
        """Leave the definitions themselves in the database."""
        return super().get_queryset(request).defer("content")

    slug = column(_("Démarche"), lambda version: version.demarche.slug)
    number = column(_("Version"), lambda version: version.version)
    published = column(_("Publiée le"), lambda version: moment(version.published_at))
    fingerprint = column(_("Empreinte SHA-256"), lambda version: version.checksum)
