"""The notices of the end of a mandate that were sent."""

from __future__ import annotations

from django.db import models

from enterprises.rights.mandate_models import Mandate


class MandateNotice(models.Model):
    """The mails sent ``days_before`` a mandate ends, 0 once it has ended; once each, as for accesses."""

    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="notices")
    days_before = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mandate", "days_before"], name="one_notice_per_mandate_and_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"mandate notice {self.pk}"
