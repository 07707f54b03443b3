"""Reads of submissions and deliveries, named by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Exists, Func, OuterRef, Q, When
from django.db.models.functions import Now

from monespace.common.beginnings import first_beginning_with
from monespace.outbox.models import PERSISTENCE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from dossiers.dossier.models import Dossier
    from dossiers.submission.models import Delivery


class Letters(Func):
    """The letters and digits of a reference in capitals: how it is compared, and what its index has."""

    template = "upper(regexp_replace(%(expressions)s, '[^[:alnum:]]', '', 'g'))"
    output_field = models.TextField()


class HasText(Func):
    """Whether a column holds more than nothing, written as the condition of a partial index is."""

    template = "NOT (%(expressions)s = '')"
    output_field = models.BooleanField()


class SubmissionQuerySet(models.QuerySet):
    """What was sent, the first time and with each complement."""

    def of(self, dossier: Dossier) -> Self:
        """All that was sent for a dossier, the first one first."""
        return self.filter(dossier=dossier).select_related("dossier").order_by("number")


class DeliveryAttemptQuerySet(models.QuerySet):
    """Calls of services."""

    def of(self, deliveries: Iterable[Delivery]) -> Self:
        """Those made for these hand-overs, the latest first, each with its hand-over."""
        return self.filter(delivery__in=deliveries).select_related("delivery").order_by("-started_at", "-pk")


class DeliveryQuerySet(models.QuerySet):
    """Hand-overs of submissions."""

    def of_dossier(self, dossier: Dossier) -> Self:
        """Those of what was sent of one dossier."""
        return self.filter(submission__dossier=dossier)

    def wanted(self) -> Self:
        """Those not made yet that still should be: neither made nor stopped."""
        return self.filter(delivered_at=None, stopped_at=None)

    def waiting(self) -> Self:
        """Those that are still tried."""
        return self.wanted().filter(needs_attention_at=None)

    def needing_attention(self) -> Self:
        """Those that a person must look at: refused for good, or tried in vain until given up."""
        return self.wanted().filter(self._is_for_a_person())

    def retried(self) -> Self:
        """Those that failed at least once and are still tried."""
        return self.waiting().filter(self._was_tried(), created_at__gt=Now() - PERSISTENCE)

    def failing(self) -> Self:
        """Those not made yet that failed at least once, or that a person must look at; these come first."""
        is_first = self._is_for_a_person()
        found = self.wanted().filter(is_first | self._was_tried())
        return found.order_by(Case(When(is_first, then=0), default=1), "created_at", "pk")

    def _is_for_a_person(self) -> Q:
        return Q(needs_attention_at__isnull=False) | Q(created_at__lte=Now() - PERSISTENCE)

    def _was_tried(self) -> Q:
        """Whether an attempt was made: of one that is not made yet, all failed."""
        attempts = self.model.attempts.rel.related_model  # type: ignore[attr-defined]  # named there
        return Q(Exists(attempts.objects.filter(delivery=OuterRef("pk"))))

    def submissions_known_as(self, letters: str, most: int) -> list[UUID]:
        """Return what was sent whose reference of the service begins so, the first ``most`` by reference.

        ``letters`` are the capitals and digits of a reference.
        """
        known, text = self.filter(HasText("service_reference")), Letters("service_reference")
        return first_beginning_with(known, text, letters, most=most, column="submission")

    def with_content(self) -> Self:
        """Load what is handed over in the same query."""
        return self.select_related("submission__dossier")

    def ready(self, delivery_id: UUID | str) -> Self:
        """Return the delivery with this id, if it is still to be made."""
        return self.waiting().with_content().filter(pk=delivery_id)
