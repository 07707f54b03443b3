"""How one service handles one sent dossier, and who works for the service."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from dossiers.handling.querysets import CaseQuerySet, NoteQuerySet, ServiceMemberQuerySet
from dossiers.states import DECIDED, OPEN, State, state_in_words

LONGEST_NOTE: Final = 5_000


class Case(models.Model):
    """A sent dossier that the competent service handles in the portal (gateway ``portal``).

    ``state`` is the dossier's own, copied by a trigger whatever is written here, so that a service's queue is
    read from one index; so is ``decided_at``, the moment since which that state is a decision. ``due_on`` is
    the last day to decide, where one is known. ``proposed_by`` is who proposed a decision that stands to be
    read by another officer.
    """

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="case"
    )
    service = models.SlugField(_("service"), max_length=80)
    state = models.CharField(
        _("état"), max_length=24, choices=State.choices, editable=False, db_default=State.SUBMITTED
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="cases"
    )
    received_at = models.DateTimeField(_("reçu le"))
    due_on = models.DateField(_("à décider au plus tard le"), null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("décidé le"), null=True, blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("traitement")
        verbose_name_plural = _("traitements")
        indexes = [
            models.Index(fields=["service", "state", "received_at", "dossier"], name="queue_of_service"),
            models.Index(
                fields=["service", "officer", "received_at", "dossier"],
                condition=Q(state__in=sorted(OPEN)),
                name="open_cases_by_officer",
            ),
            models.Index(
                fields=["service", "due_on", "dossier"],
                condition=Q(state__in=sorted(OPEN)),
                name="open_cases_by_due_day",
            ),
            models.Index(
                fields=["service", "received_at", "dossier"],
                condition=Q(state__in=sorted(OPEN), proposed_by__isnull=False),
                name="cases_to_read_again",
            ),
            models.Index(
                fields=["service", "-decided_at", "dossier"],
                condition=Q(state__in=sorted(DECIDED)),
                name="decided_cases_by_day",
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"

    get_state_display = state_in_words  # instead of Django's own

    @property
    def is_proposed(self) -> bool:
        """Whether a decision on it waits to be read by another officer."""
        return self.proposed_by_id is not None and self.state in OPEN


class ServiceMember(models.Model):
    """An agent works for a service: as a case officer, for its dossiers and no others, until it is ended."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="service_memberships"
    )
    service = models.SlugField(_("service"), max_length=80)
    added_at = models.DateTimeField(_("ajouté le"), auto_now_add=True)
    ended_at = models.DateTimeField(_("terminé le"), null=True, blank=True)

    objects = ServiceMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("agent d’un service")
        verbose_name_plural = _("agents d’un service")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "service"],
                condition=Q(ended_at=None),
                name="one_place_per_agent_and_service",
            ),
        ]
        indexes = [
            models.Index(fields=["service", "user"], name="agents_of_service"),
            models.Index(fields=["-ended_at", "id"], name="places_ended_lately"),
        ]

    def __str__(self) -> str:
        return f"service member {self.pk}"


class InternalNote(models.Model):
    """What the officers of a service tell each other about a case: append-only, by trigger.

    No page, document or file of the person's side shows it. The id is made of the form and its words: a note
    that is sent twice is one.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("note interne"))
    written_at = models.DateTimeField(_("écrit le"))

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note interne")
        verbose_name_plural = _("notes internes")
        indexes = [models.Index(fields=["case", "-written_at", "id"], name="notes_of_case")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="internal_note_says_something"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), LONGEST_NOTE), name="internal_note_is_bounded"
            ),
        ]

    def __str__(self) -> str:
        return f"internal note {self.pk}"
