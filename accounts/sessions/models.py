"""Sessions of signed-in people, the browsers they used, and what they sent when a session was over."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.sessions.limits import limits_of
from accounts.sessions.querysets import KeptFormQuerySet, KnownDeviceQuerySet, SessionQuerySet
from monespace.common.fields import EncryptedField

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.sessions.limits import Limits


class Session(models.Model):
    """What one browser's cookie stands for; of the cookie's key only the digest is kept (ADR 0022).

    ``data`` is signed and holds nothing personal.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="sessions"
    )
    data = models.TextField()
    started_at = models.DateTimeField(default=timezone.now)
    last_seen_at = models.DateTimeField(default=timezone.now, db_index=True)
    federation_ends_at = models.DateTimeField(null=True)  # as the latest assertion says, if it does

    has_late_forms = False  # whether a form of its person is kept, as it was read

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        indexes = [models.Index(fields=["started_at"], name="sessions_by_beginning")]
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="one_session_per_key"),
        ]

    def __str__(self) -> str:
        return f"session {self.pk}"

    @property
    def limits(self) -> Limits:
        """How long it may last."""
        return limits_of(self.user)

    @property
    def ends_at(self) -> datetime:
        """When it ends if nothing more is asked of the portal."""
        return min(self.last_seen_at + self.limits.idle, self.ends_at_latest)

    @property
    def ends_at_latest(self) -> datetime:
        """When it ends whatever the person does."""
        end = self.started_at + self.limits.absolute
        return min(end, self.federation_ends_at) if self.federation_ends_at else end

    @property
    def is_over(self) -> bool:
        """Whether it is past one of its limits: such a session opens nothing."""
        return timezone.now() >= self.ends_at


class KnownDevice(models.Model):
    """A browser from which a person has signed in: the digest of their id and of the number in its cookie.

    The person's id is in the digest, so that two people who share a browser share nothing here.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="known_devices")
    digest = models.CharField(max_length=64)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = KnownDeviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("appareil connu")
        verbose_name_plural = _("appareils connus")
        constraints = [
            models.UniqueConstraint(fields=["user", "digest"], name="one_row_per_person_and_browser"),
        ]

    def __str__(self) -> str:
        return f"known device {self.pk}"


class KeptForm(models.Model):
    """What a person typed on a page and sent when the session was over: encrypted, for that person only.

    ``page`` is the key of the page's address, not the address (``printed_for.page_key``).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_forms")
    page = models.CharField(max_length=300, db_column="path")
    encrypted_values = EncryptedField()
    kept_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = KeptFormQuerySet.as_manager()

    class Meta:
        verbose_name = _("formulaire gardé")
        verbose_name_plural = _("formulaires gardés")
        constraints = [
            models.UniqueConstraint(fields=["user", "page"], name="one_kept_form_per_person_and_page"),
        ]

    def __str__(self) -> str:
        return f"kept form {self.pk}"

    @property
    def stamp(self) -> str:
        """What changes when another form of the same page takes its place."""
        return f"{self.kept_at.timestamp():.6f}".replace(".", "")
