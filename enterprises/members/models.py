"""What was already said about accesses and mandates that end."""

from __future__ import annotations

from django.db import models

from enterprises.rights.models import Membership


class RenewalNotice(models.Model):
    """The mails sent ``days_before`` an access ends: the constraint lets them leave once.

    Beside the access, whose row is never overwritten.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="renewal_notices")
    days_before = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "days_before"], name="one_renewal_notice_per_access_and_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"renewal notice {self.pk}"
