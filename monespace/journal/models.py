"""What happened: append-only events, hash-chained per subject, and the daily seals over all chains."""

from django.contrib.postgres.indexes import BrinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from monespace.journal.querysets import EventQuerySet


class Event(models.Model):
    """One fact about one subject; rows are never changed or deleted (a trigger sees to it).

    ``facts`` hold ids and codes, never personal data. Each row's hash covers the one before it. Another
    trigger gives each row its sequence, its time and its hashes: what a writer puts there does not count.
    """

    subject_type = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(db_default=0)
    tag = models.CharField(max_length=80)
    actor_type = models.CharField(max_length=20)
    actor_id = models.CharField(max_length=64, blank=True)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    recorded_at = models.DateTimeField(db_default=Now())
    previous_hash = models.CharField(max_length=64, db_default="")
    hash = models.CharField(max_length=64, db_default="")

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("événement")
        verbose_name_plural = _("événements")
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "sequence"], name="one_event_per_sequence"
            ),
        ]
        # Ids are in the order of time. Types and tags have an order of their own: in that of ids PostgreSQL
        # would walk back through the whole journal for a type that is rare.
        indexes = [
            BrinIndex(fields=["recorded_at"], name="event_recorded_at"),
            models.Index(fields=["subject_type", "-recorded_at", "-id"], name="latest_events_of_type"),
            models.Index(fields=["subject_id", "-id"], name="latest_events_of_subject"),
            models.Index(fields=["tag", "-recorded_at", "-id"], name="latest_events_of_tag"),
        ]

    def __str__(self) -> str:
        return f"event {self.pk}"


class Seal(models.Model):
    """The whole journal under one hash, once a day; append-only too.

    ``digest`` covers the head of every chain that grew since the previous seal, up to ``sealed_at``.
    ``hash`` covers the digest and the previous seal, hence, through it, the chains that did not grow.
    ``signature`` is of ``hash``, by the key of our seal: whoever has the database's rights alone can compute
    hashes, not sign them (ADR 0073).
    """

    day = models.DateField(unique=True)
    head_count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
    signature = models.TextField(blank=True, db_default="")

    class Meta:
        verbose_name = _("scellé")
        verbose_name_plural = _("scellés")

    def __str__(self) -> str:
        return f"seal of {self.day}"
