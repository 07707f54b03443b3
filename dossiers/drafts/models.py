"""What the people of a draft were told of its end, and the drafts in the trash."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from dossiers.drafts.querysets import TrashedDraftQuerySet


class DraftNotice(models.Model):
    """What the people of a draft were told of it; what they were told before its last change counts no more.

    ``ends_on`` is the day on which it goes to the trash, as it was announced at ``announced_at``.
    """

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="draft_notice"
    )
    reminded_at = models.DateTimeField(_("rappelé le"), null=True, blank=True)
    announced_at = models.DateTimeField(_("annoncé le"), null=True, blank=True)
    ends_on = models.DateField(_("dans la corbeille à partir du"), null=True, blank=True)

    class Meta:
        verbose_name = _("avis sur un brouillon")
        verbose_name_plural = _("avis sur des brouillons")
        constraints = [
            models.CheckConstraint(
                condition=Q(announced_at=None, ends_on=None)
                | Q(announced_at__isnull=False, ends_on__isnull=False),
                name="announced_draft_says_its_end",
            ),
        ]
        indexes = [
            models.Index(
                fields=["ends_on", "dossier"], condition=Q(ends_on__isnull=False), name="drafts_to_end"
            ),
        ]

    def __str__(self) -> str:
        return f"notice of draft {self.pk}"


class TrashedDraft(models.Model):
    """A draft in the trash until the day on which it is emptied; restored, it has no such row any more."""

    dossier = models.OneToOneField(
        "dossiers.Dossier", primary_key=True, on_delete=models.PROTECT, related_name="trashed"
    )
    empty_on = models.DateField(_("effacé à partir du"))
    emptied_at = models.DateTimeField(_("effacé le"), null=True, blank=True)

    objects = TrashedDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("brouillon dans la corbeille")
        verbose_name_plural = _("brouillons dans la corbeille")
        indexes = [
            models.Index(
                fields=["empty_on", "dossier"], condition=Q(emptied_at=None), name="drafts_to_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"trashed draft {self.pk}"
