"""What was already said about accesses and mandates that end."""

from django.db import models

from enterprises.models.mandates import Mandate
from enterprises.models.memberships import Membership


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
