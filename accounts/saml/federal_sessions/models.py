"""What is kept of the identity provider's sessions, on which ours stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.saml.federal_sessions.names import PURPOSE, FederalName
from accounts.saml.federal_sessions.querysets import FederalSessionQuerySet
from monespace.common.crypto import decrypt
from monespace.common.fields import BlindIndexField, EncryptedField
from monespace.common.tokens import digest

if TYPE_CHECKING:
    from accounts.saml.federal_sessions.names import Named


class FederalSession(models.Model):
    """A session of the federation on which a session of ours stands, as a logout names it (ADR 0023).

    One of ours stands on several once its person has identified again. The row stays a day after ours is
    over, so that a federation which asks later is told that nothing is left; hence no constraint.
    """

    session = models.ForeignKey(
        "accounts.Session", on_delete=models.DO_NOTHING, db_constraint=False, related_name="federal_sessions"
    )
    encrypted_name = EncryptedField()
    name_index = BlindIndexField(of="encrypted_name", purpose_of=lambda _row: PURPOSE, db_index=True)
    name_qualities = models.JSONField(default=dict)
    encrypted_index = EncryptedField()
    index_digest = models.CharField(max_length=64)
    begun_at = models.DateTimeField(default=timezone.now, db_index=True)
    ended_at = models.DateTimeField(null=True)  # by the federation, and by its clock

    objects = FederalSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session fédérale")
        verbose_name_plural = _("sessions fédérales")

    def __str__(self) -> str:
        return f"federal session {self.pk}"

    @property
    def name(self) -> FederalName:
        """The person's name in it; raise Undecryptable when its key is gone."""
        return FederalName(value=decrypt(self.encrypted_name), qualities=self.name_qualities)

    def is_the_one(self, named: Named) -> bool:
        """Whether an assertion names this very session."""
        is_name = self.name_index in named.name.indexes and self.name_qualities == named.name.qualities
        return is_name and self.index_digest == digest(named.index)
