"""People: who they are, and the proof kept of it."""

import uuid
from typing import Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.identity import BELGIUM, PURPOSES, IdentityKind
from accounts.names import PERSON_WORDS
from accounts.people.querysets import ConsumedAssertionQuerySet, NationalIdentityQuerySet, UserManager
from monespace.common.crypto import decrypt
from monespace.common.fields import BlindIndexField, EncryptedField
from monespace.common.text import isolated


class MailPace(models.TextChoices):
    """When a person is told of their sent dossiers; what must reach them waits for nothing (ADR 0088)."""

    AT_ONCE = "at_once", _("Dès que quelque chose change")
    DAILY = "daily", _("Une fois par jour, le matin, en un seul e-mail")
    ACTION = "action", _("Seulement ce qui peut me demander d’agir")


class User(AbstractBaseUser, PermissionsMixin):
    """A natural person who signs in through the federation; no password exists (ADR 0010)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    first_name = models.CharField(_("prénom"), max_length=150, blank=True)
    last_name = models.CharField(_("nom"), max_length=150)
    email = models.EmailField(_("adresse e-mail"), blank=True)  # proved: it may be written to (ADR 0024)
    pending_email = models.EmailField(_("adresse e-mail à prouver"), blank=True, default="", db_default="")
    phone = models.CharField(_("téléphone"), max_length=20, blank=True)
    language = models.CharField(_("langue"), max_length=2, choices=settings.LANGUAGES, default="fr")
    mail_pace = models.CharField(
        _("rythme des e-mails"),
        max_length=10,
        choices=MailPace.choices,
        default=MailPace.AT_ONCE,
        db_default=MailPace.AT_ONCE,
    )
    is_active = models.BooleanField(_("actif"), default=True)
    is_staff = models.BooleanField(_("agent"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    profile_completed_at = models.DateTimeField(_("profil complété le"), null=True, blank=True)

    password = None  # type: ignore[assignment] # Django's way to drop an inherited field
    USERNAME_FIELD = "id"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        indexes = [
            GinIndex(PERSON_WORDS, name="person_names"),
            models.Index(OpClass(Lower("email"), name="text_pattern_ops"), name="people_by_email"),
            models.Index(fields=["phone"], opclasses=["varchar_pattern_ops"], name="people_by_phone"),
        ]

    def __str__(self) -> str:
        """Hold no personal data: this ends up in admin logs and error reports."""
        return f"person {self.pk}"

    @property
    def display_name(self) -> str:
        """First and last name, for pages the person or an authorised agent sees."""
        return full_name(self.first_name, self.last_name)

    @property
    def user(self) -> Self:
        """The person: as an author, a person acts for themselves."""
        return self

    @property
    def on_behalf_of(self) -> str:
        """No enterprise."""
        return ""

    @property
    def country(self) -> str:
        """The country that vouches for the person: ours for whoever has a national number."""
        return self.identity.country if hasattr(self, "identity") else BELGIUM


def full_name(first_name: str, last_name: str) -> str:
    """Return how pages and mails name the person with these names."""
    return isolated(f"{first_name} {last_name}")


class NationalIdentity(models.Model):
    """What identifies a person: a national number (law of 8 August 1983), or another country's identifier.

    Encrypted, found by its blind index (ADR 0010, 0028).
    """

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="identity")
    kind = models.CharField(
        max_length=10,
        choices=[(kind.value, kind.value) for kind in IdentityKind],
        default=IdentityKind.NISS.value,
        db_default=IdentityKind.NISS.value,
    )
    country = models.CharField(max_length=2, default=BELGIUM, db_default=BELGIUM)
    blind_index = BlindIndexField(
        of="encrypted_number", purpose_of=lambda identity: PURPOSES[IdentityKind(identity.kind)]
    )
    encrypted_number = EncryptedField()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NationalIdentityQuerySet.as_manager()

    class Meta:
        verbose_name = _("identité nationale")
        verbose_name_plural = _("identités nationales")
        constraints = [
            models.UniqueConstraint(fields=["blind_index"], name="one_person_per_national_number"),
        ]

    def __str__(self) -> str:
        return f"identity of person {self.user_id}"


def national_number_of(user: User) -> str | None:
    """Return the person's national number, for one use; None for who has none in Belgium."""
    identity: NationalIdentity | None = getattr(user, "identity", None)
    if identity is None or identity.kind != IdentityKind.NISS:
        return None
    return decrypt(identity.encrypted_number)


class EmailCode(models.Model):
    """The code sent to the pending address of a person, as a digest (ADR 0024)."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="email_code")
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("code de confirmation")
        verbose_name_plural = _("codes de confirmation")

    def __str__(self) -> str:
        return f"code of person {self.user_id}"


class ConsumedAssertion(models.Model):
    """An assertion, or the request it answers, already used to sign in: it is refused the next time."""

    digest = models.CharField(max_length=64)
    consumed_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)

    objects = ConsumedAssertionQuerySet.as_manager()

    class Meta:
        verbose_name = _("assertion utilisée")
        verbose_name_plural = _("assertions utilisées")
        constraints = [
            models.UniqueConstraint(fields=["digest"], name="an_assertion_is_used_once"),
        ]

    def __str__(self) -> str:
        return f"assertion {self.pk}"
