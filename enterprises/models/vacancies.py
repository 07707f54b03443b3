"""Times during which nobody manages the accesses of an enterprise that had somebody (ADR 0030)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from enterprises.querysets import GapVacancyQuerySet


class GapVacancy(models.Model):
    """A vacancy: opened with the end of the last designation, closed by the next one.

    A trigger refuses any transaction that leaves such an enterprise with neither a designation nor a vacancy.
    """

    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="gap_vacancies"
    )
    designation = models.OneToOneField(
        "enterprises.GapDesignation", on_delete=models.PROTECT, related_name="vacancy"
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = GapVacancyQuerySet.as_manager()

    class Meta:
        verbose_name = _("vacance de la gestion des accès")
        verbose_name_plural = _("vacances de la gestion des accès")
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise"], condition=Q(closed_at=None), name="one_open_vacancy_per_enterprise"
            ),
        ]

    def __str__(self) -> str:
        return f"vacancy {self.pk}"
