"""What is kept of the identity provider's sessions, on which ours stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.saml.federal_sessions.names import PURPOSE, FederalName
from accounts.sessions.limits import KEPT_FOR
from accounts.sessions.models import Session
from monespace.common.crypto import decrypt
from monespace.common.fields import BlindIndexField, EncryptedField
from monespace.common.tokens import digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from accounts.saml.federal_sessions.names import Named


class FederalSessionQuerySet(models.QuerySet):
    """Sessions of the federation."""

    def called(self, name: FederalName, indexes: Iterable[str]) -> FederalSessionQuerySet:
        """Return those of this name that have one of ``indexes``, or any when none is given (Core 3.7.3)."""
        found = self.filter(name_index__in=name.indexes)
        digests = [digest(index) for index in indexes]
        return found.filter(index_digest__in=digests) if digests else found

    def under(self, session_id: UUID) -> FederalSessionQuerySet:
        """Return those on which a session of ours stands, the latest first."""
        return self.filter(session=session_id, ended_at=None).order_by("-begun_at")

    def outdated(self) -> FederalSessionQuerySet:
        """Return those of sessions that were forgotten a day ago or more."""
        living = Session.objects.filter(pk=OuterRef("session_id"))
        return self.filter(~Exists(living), begun_at__lte=timezone.now() - KEPT_FOR)


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
