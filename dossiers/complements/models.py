"""What a service asks for: in words, until when, and which questions it opens again."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from dossiers.clients.authorship import name_for_colleagues, person_or_system, system_column
from dossiers.complements.querysets import ENDS, OPEN_REQUEST, ComplementRequestQuerySet
from dossiers.states import State
from monespace.common.fields import SealedJSONField

if TYPE_CHECKING:
    from datetime import date

LONGEST_TEXT: Final = 5_000
LONGEST_REASON: Final = 1_000
GRACE: Final = timedelta(days=3)
"""How long after its last day a request may still be answered: nobody loses a right by one minute."""


class ComplementRequest(models.Model):
    """One request of the service; a dossier has one that is open at most.

    ``fields`` are the questions that it opens, each as ``step.field``, in the order of the form.
    ``reminded_days_before`` tells the latest reminder. It ends once: answered by a submission, lapsed, or
    cancelled for a reason that the person reads.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(
        "dossiers.Dossier", on_delete=models.PROTECT, related_name="complement_requests"
    )
    text = models.TextField(_("demande"))
    due_on = models.DateField(_("à répondre au plus tard le"))
    fields = models.JSONField(_("questions"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_by_client = system_column()
    asked_at = models.DateTimeField(_("demandé le"))
    answered_at = models.DateTimeField(_("répondu le"), null=True, blank=True)
    lapsed_at = models.DateTimeField(_("échu le"), null=True, blank=True)
    reminded_days_before = models.PositiveSmallIntegerField(null=True, blank=True)
    cancelled_at = models.DateTimeField(_("annulé le"), null=True, blank=True)
    cancel_reason = models.TextField(_("motif"), blank=True, default="", db_default="")
    answer = models.OneToOneField(
        "dossiers.Submission",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answered_request",
    )

    objects = ComplementRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande de complément")
        verbose_name_plural = _("demandes de complément")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier"], condition=OPEN_REQUEST, name="one_open_request_per_dossier"
            ),
            person_or_system("asked_by", constraint="complement_request_has_one_author"),
            models.CheckConstraint(condition=~Q(text=""), name="complement_request_says_what"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), LONGEST_TEXT), name="complement_request_is_bounded"
            ),
            models.CheckConstraint(
                condition=OPEN_REQUEST
                | Q(answered_at__isnull=False, lapsed_at=None, cancelled_at=None)
                | Q(answered_at=None, lapsed_at__isnull=False, cancelled_at=None)
                | Q(answered_at=None, lapsed_at=None, cancelled_at__isnull=False),
                name="complement_request_ends_once",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("cancel_reason"), LONGEST_REASON),
                name="complement_cancel_reason_is_bounded",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=OPEN_REQUEST, name="open_requests_by_due_day"),
        ]

    def __str__(self) -> str:
        return f"complement request {self.pk}"

    @property
    def asked_by_name(self) -> str:
        """What the officer or the system that asked is called, for officers."""
        return name_for_colleagues(self, "asked_by")

    @property
    def is_open(self) -> bool:
        """Whether it was neither answered nor ended otherwise."""
        return all(getattr(self, end) is None for end in ENDS)

    @property
    def is_awaited(self) -> bool:
        """Whether its answer is: a dossier that was decided or withdrawn waits for none."""
        return self.is_open and self.dossier.state == State.ACTION_NEEDED

    @property
    def last_day(self) -> date:
        """The last day on which it may still be answered, a little after the one that was said."""
        return self.due_on + GRACE


class ComplementAnswers(models.Model):
    """The answers of one step to a request, as typed, only those of the questions that it opens.

    ``revision`` is the name of the last save, as for the answers of a draft.
    """

    request = models.ForeignKey(ComplementRequest, on_delete=models.PROTECT, related_name="step_answers")
    step = models.SlugField()
    values = SealedJSONField(default=dict)
    revision = models.CharField(max_length=32)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("réponses à une demande de complément")
        verbose_name_plural = _("réponses aux demandes de complément")
        constraints = [
            models.UniqueConstraint(fields=["request", "step"], name="one_row_per_step_of_request"),
        ]

    def __str__(self) -> str:
        return f"complement answers {self.pk}"
