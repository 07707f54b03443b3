"""The decision of the competent service on a dossier, and the document that proves what was decided."""

from __future__ import annotations

import uuid
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from dossiers.clients.authorship import person_or_system, system_column
from dossiers.states import DECIDED, State

LONGEST_REASONS: Final = 10_000


class Decision(models.Model):
    """What was decided, why and how it may be contested: append-only, by trigger.

    ``outcome`` is the state that the dossier reached. ``reasons`` and ``remedies`` are kept as they were
    written for the person on that day, in the language of the dossier. ``proposed_by`` is who proposed it,
    where the démarche wants a second reading: the database refuses one without, or by who decides.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.OneToOneField("dossiers.Dossier", on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(
        _("décision"),
        max_length=24,
        choices=[(state.value, state.label) for state in State if state in DECIDED],
    )
    reasons = models.TextField(_("motifs"), blank=True)
    remedies = models.TextField(_("recours"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_by_client = system_column()
    decided_at = models.DateTimeField(_("décidé le"))

    class Meta:
        verbose_name = _("décision")
        verbose_name_plural = _("décisions")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=sorted(DECIDED)), name="decision_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome=State.ACCEPTED) | ~Q(reasons=""), name="decision_gives_its_reasons"
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("reasons"), LONGEST_REASONS),
                name="decision_reasons_are_bounded",
            ),
            person_or_system("decided_by", constraint="decision_has_one_author"),
            models.CheckConstraint(
                condition=Q(proposed_by=None) | Q(decided_by_client=None), name="systems_read_no_proposals"
            ),
            models.CheckConstraint(
                condition=Q(proposed_by=None) | ~Q(proposed_by=F("decided_by")),
                name="decision_is_read_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"


class DecisionDocument(models.Model):
    """The sealed document of what was decided on a dossier, by its service or by silence; made once."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="decision_document"
    )
    document = models.OneToOneField("sealing.SealedDocument", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("document d’une décision")
        verbose_name_plural = _("documents des décisions")

    def __str__(self) -> str:
        return f"document of the decision on dossier {self.pk}"
