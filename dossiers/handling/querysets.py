"""Reads of cases and of who works for which service, named by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from accounts.agents import AgentGroup
from dossiers.states import DECIDED, OPEN, State

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from uuid import UUID

    from accounts.models import User


def case_officers(prefix: str = "") -> Q:
    """Return what makes people, reached by ``prefix``, case officers now: active agents of that group."""
    asked = {"is_active": True, "is_staff": True, "groups__name": AgentGroup.CASE_OFFICER}
    return Q(**{f"{prefix}{name}": value for name, value in asked.items()})


class CaseQuerySet(models.QuerySet):
    """Dossiers as a service handles them; each of these reads an index that begins with the service."""

    def of_service(self, services: Collection[str]) -> Self:
        """Those that these services handle."""
        return self.filter(service__in=services)

    def open(self) -> Self:
        """Those neither decided nor withdrawn."""
        return self.filter(state__in=OPEN)

    def unassigned(self) -> Self:
        """Those open ones in nobody's hands."""
        return self.open().filter(officer=None)

    def mine(self, user: User) -> Self:
        """Those open ones in the hands of ``user``."""
        return self.open().filter(officer=user)

    def waiting_for_officer(self) -> Self:
        """Those with which the service must go on."""
        return self.filter(state__in=[State.RECEIVED, State.IN_PROGRESS])

    def waiting_for_person(self) -> Self:
        """Those for which the service waits for the person."""
        return self.filter(state=State.ACTION_NEEDED)

    def late(self, today: date) -> Self:
        """Those open ones that should have been decided before ``today``."""
        return self.open().filter(due_on__lt=today)

    def to_read_again(self, user: User) -> Self:
        """Those open ones on which another than ``user`` proposed a decision."""
        return self.open().filter(proposed_by__isnull=False).exclude(proposed_by=user)

    def decided_since(self, moment: datetime) -> Self:
        """Those that are decided, and have been since ``moment`` at the earliest."""
        return self.filter(state__in=DECIDED, decided_at__gte=moment)

    def with_dossier(self) -> Self:
        """Load the dossier, whose it is and who handles it, in the same query."""
        return self.select_related("dossier__owner_user", "dossier__owner_enterprise", "officer")


class ServiceMemberQuerySet(models.QuerySet):
    """Who works for which service."""

    def standing(self) -> Self:
        """Those that nobody has ended."""
        return self.filter(ended_at=None)

    def ended(self) -> Self:
        """Those that somebody has ended, the latest first."""
        return self.filter(ended_at__isnull=False).order_by("-ended_at", "id")

    def current(self) -> Self:
        """Those who are case officers now."""
        return self.standing().filter(case_officers("user__"))


class NoteQuerySet(models.QuerySet):
    """Internal notes."""

    def of(self, case_id: UUID) -> Self:
        """Those about a case, with who wrote them, the latest first."""
        return self.filter(case=case_id).select_related("author").order_by("-written_at", "id")
