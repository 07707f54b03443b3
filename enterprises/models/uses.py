"""When an access was last used: beside the access, whose row is never overwritten (ADR 0008)."""

from django.db import models


class AccessUse(models.Model):
    """The last day on which a person sent something in the enterprise's space by an access.

    A day, no more: it tells an access that nobody needs from one in use, not when somebody works.
    """

    membership = models.OneToOneField("enterprises.Membership", on_delete=models.PROTECT, related_name="use")
    last_used_on = models.DateField()

    class Meta:
        verbose_name = "dernière utilisation d’un accès"
        verbose_name_plural = "dernières utilisations des accès"

    def __str__(self) -> str:
        return f"use of {self.membership_id}"
