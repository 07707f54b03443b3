"""The dossier itself: whose it is, which démarche, where it stands."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from dossiers.dossier.querysets import HAS_MESSAGES, HAS_UNREAD, PERSON, UNREAD_MESSAGES, DossierQuerySet
from dossiers.states import ENDED, TRASHED, UNSENT, State, state_in_words


class Dossier(models.Model):
    """A request to the administration, from its first draft to its decision.

    It belongs to a space: a person or an enterprise, never both (architecture decision 4). How many messages
    each side has not read is counted here by who writes and reads them, so that lists show it (ADR 0081).
    ``ended_at`` is when it was decided, withdrawn, deleted or expired: retention counts from it (ADR 0093).
    ``route`` is where its answers sent it, of the routes of its version, settled when it is sent (ADR 0121).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    demarche_version = models.ForeignKey(
        "dossiers.DemarcheVersion", on_delete=models.PROTECT, related_name="dossiers"
    )
    owner_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="dossiers",
    )
    owner_enterprise = models.ForeignKey(
        "enterprises.Enterprise",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="dossiers",
    )
    establishment = models.ForeignKey(
        "enterprises.Establishment", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    mandate = models.ForeignKey(
        "enterprises.Mandate", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(_("état"), max_length=24, choices=State.choices, default=State.DRAFT)
    language = models.CharField(_("langue"), max_length=2, choices=settings.LANGUAGES)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("commencé le"), auto_now_add=True)
    updated_at = models.DateTimeField(_("modifié le"), auto_now_add=True)
    next_step = models.PositiveSmallIntegerField(_("étape suivante"), null=True, blank=True)
    step_count = models.PositiveSmallIntegerField(_("nombre d’étapes"), null=True, blank=True)
    reference = models.CharField(_("référence"), max_length=20, null=True, blank=True)
    submitted_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    route = models.CharField(max_length=50, default="", db_default="", blank=True, editable=False)
    ended_at = models.DateTimeField(_("terminé le"), null=True, blank=True, editable=False)
    last_message_at = models.DateTimeField(_("dernier message le"), null=True, blank=True)
    unread_by_person = models.PositiveIntegerField(_("messages non lus"), default=0, db_default=0)
    unread_by_service = models.PositiveIntegerField(default=0, db_default=0)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        constraints = [
            models.CheckConstraint(
                condition=Q(owner_user__isnull=False, owner_enterprise__isnull=True)
                | Q(owner_user__isnull=True, owner_enterprise__isnull=False),
                name="dossier_belongs_to_one_space",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(UNSENT | TRASHED | {State.ANONYMISED}))
                | Q(reference__isnull=False, submitted_at__isnull=False),
                name="sent_dossier_has_a_reference",
            ),
            models.UniqueConstraint(fields=["reference"], name="one_dossier_per_reference"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="dossier_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(ENDED)) | Q(ended_at__isnull=False),
                name="ended_dossier_says_since_when",
            ),
        ]
        indexes = [
            models.Index(fields=["owner_user", "-updated_at", "id"], name="latest_dossiers_of_person"),
            models.Index(
                fields=["owner_enterprise", "-updated_at", "id"],
                include=["state"],
                name="listed_latest_first",
            ),
            models.Index(
                fields=["owner_enterprise", "state", "-updated_at", "id"], name="latest_dossiers_in_state"
            ),
            models.Index(fields=["created_by", "-updated_at", "id"], name="latest_dossiers_begun_by"),
            models.Index(
                "owner_enterprise",
                F("submitted_at").desc(nulls_last=True),
                "id",
                include=["state"],
                name="listed_latest_sent",
            ),
            models.Index(
                "owner_enterprise",
                F("submitted_at").asc(nulls_last=True),
                "id",
                include=["state"],
                name="listed_first_sent",
            ),
            models.Index("owner_enterprise", PERSON, name="people_of_enterprise"),
            models.Index(
                "owner_user",
                HAS_UNREAD.desc(),
                F("last_message_at").desc(),
                "id",
                condition=HAS_MESSAGES,
                name="conversations_of_person",
            ),
            models.Index(
                "owner_enterprise",
                HAS_UNREAD.desc(),
                F("last_message_at").desc(),
                "id",
                condition=HAS_MESSAGES,
                name="conversations_of_enterprise",
            ),
            models.Index(fields=["owner_user"], condition=UNREAD_MESSAGES, name="unread_of_person"),
            models.Index(fields=["owner_enterprise"], condition=UNREAD_MESSAGES, name="unread_of_enterprise"),
            models.Index(
                fields=["demarche_version", "updated_at", "id"],
                include=["state"],
                condition=Q(submitted_at__isnull=False),
                name="sent_of_version_by_change",
            ),
            models.Index(fields=["id"], condition=Q(unread_by_service__gt=0), name="unread_by_service"),
            models.Index(fields=["updated_at", "id"], condition=Q(state=State.DRAFT), name="silent_drafts"),
            models.Index(fields=["ended_at"], condition=Q(state__in=sorted(ENDED)), name="ended_dossiers"),
        ]

    def __str__(self) -> str:
        return f"dossier {self.pk}"

    get_state_display = state_in_words  # instead of Django's own
