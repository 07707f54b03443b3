"""Everything that must happen later, as a row before it is a message (ADR 0006)."""

from __future__ import annotations

from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from monespace.outbox.routes import PERSISTENCE


class Thing(Func):
    """The id of what a message is about, taken from its payload: the expression of its index."""

    template = "(jsonb_path_query_first(%(expressions)s, '$.* ? (@ like_regex \"^[0-9a-f]{8}-\")') #>> '{}')"
    output_field = models.TextField()


THING = Thing("payload")


class MessageQuerySet(models.QuerySet):
    """Messages."""

    def about(self, *ids: object) -> MessageQuerySet:
        """Return those about one of these things, the oldest first; by index."""
        return (
            self.alias(thing=THING).filter(thing__in=[str(one) for one in ids]).order_by("created_at", "pk")
        )

    def given_up(self) -> MessageQuerySet:
        """Return those that nobody tries any more."""
        return self.filter(done_at=None, failed_at__isnull=False)


class Message(models.Model):
    """Work to do at least once: written in the transaction that wants it, sent by the relay.

    ``available_at`` is when the relay looks at it next: it sends what is due and puts this off, so that a
    message lost on the way is sent again. ``sent_at`` is when it was last sent, until its run is over: it
    takes room in its lane. ``leased_until`` is set while a worker runs it. Times are the database's. Its
    payload names one thing, beside which there may be codes.
    """

    topic = models.CharField(max_length=80)
    payload = models.JSONField(help_text=_("Des identifiants seulement, aucune donnée personnelle."))
    lane = models.CharField(max_length=40, default="default")
    created_at = models.DateTimeField(db_default=Now())
    available_at = models.DateTimeField(db_default=Now())
    give_up_at = models.DateTimeField(db_default=Now() + PERSISTENCE)
    sent_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message à traiter")
        verbose_name_plural = _("messages à traiter")
        indexes = [
            models.Index(
                fields=["lane", "available_at"],
                condition=Q(done_at=None, failed_at=None),
                name="outbox_pending",
            ),
            models.Index(fields=["done_at"], condition=Q(done_at__isnull=False), name="outbox_done"),
            models.Index(
                fields=["failed_at"],
                condition=Q(done_at=None, failed_at__isnull=False),
                name="outbox_given_up",
            ),
            models.Index(
                fields=["lane", "created_at"],
                condition=Q(done_at=None, failed_at__isnull=False),
                name="outbox_given_up_of_lane",
            ),
            models.Index(THING, name="outbox_thing"),
            models.Index(
                fields=["lane"],
                condition=Q(done_at=None, failed_at=None, sent_at__isnull=False),
                name="outbox_on_the_way",
            ),
        ]

    def __str__(self) -> str:
        return f"outbox message {self.pk}"


class Lane(models.Model):
    """How a correspondent's lane does: its failures in a row, and until when it is left alone."""

    name = models.CharField(primary_key=True, max_length=40)
    failures = models.PositiveIntegerField(default=0, db_default=0)
    paused_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("file d’un correspondant")
        verbose_name_plural = _("files des correspondants")

    def __str__(self) -> str:
        return f"outbox lane {self.pk}"
