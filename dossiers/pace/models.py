"""How fast the dossiers of a démarche are decided, as computed once a day."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pace(models.Model):
    """What past dossiers of one démarche tell: only of those that a service decided.

    ``usual_days`` is the median from sending to decision; ``handled_from`` the day on which the dossiers
    decided lately were sent.
    """

    demarche = models.OneToOneField(
        "dossiers.Demarche", primary_key=True, on_delete=models.CASCADE, related_name="pace"
    )
    usual_days = models.PositiveIntegerField()
    handled_from = models.DateField()
    decided_count = models.PositiveIntegerField()
    computed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("rythme d’une démarche")
        verbose_name_plural = _("rythmes des démarches")

    def __str__(self) -> str:
        return f"pace of démarche {self.pk}"
