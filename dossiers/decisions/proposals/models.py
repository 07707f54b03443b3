"""A decision that somebody proposes, where its démarche wants a second reading."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from dossiers.decisions.models import LONGEST_REASONS
from dossiers.states import DECIDED, State


class ProposalQuerySet(models.QuerySet["DecisionProposal"]):
    """Proposals."""

    def latest_of(self, dossier_id: uuid.UUID) -> DecisionProposal | None:
        """Return the latest one about a dossier."""
        found = self.filter(dossier=dossier_id).select_related("proposed_by").order_by("-number")
        return found.first()


class DecisionProposal(models.Model):
    """What an officer proposes to decide on a dossier, and why: append-only, by trigger.

    ``number`` counts the proposals of the dossier from 1: the latest is the one to be read, while
    ``case.proposed_by`` says that it stands.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField()
    outcome = models.CharField(
        _("décision"),
        max_length=24,
        choices=[(state.value, state.label) for state in State if state in DECIDED],
    )
    reasons = models.TextField(_("motifs"), blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(_("proposé le"))

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposition de décision")
        verbose_name_plural = _("propositions de décision")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="proposals_of_dossier_in_order"),
            models.CheckConstraint(
                condition=Q(outcome__in=sorted(DECIDED)), name="proposal_outcome_is_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome=State.ACCEPTED) | ~Q(reasons=""), name="proposal_gives_its_reasons"
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("reasons"), LONGEST_REASONS),
                name="proposal_reasons_are_bounded",
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"
