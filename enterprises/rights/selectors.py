"""Reads of who manages the accesses of an enterprise, for every capability."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enterprises.rights.models import GapDesignation

if TYPE_CHECKING:
    from accounts.models import User
    from enterprises.register.models import Enterprise
    from enterprises.rights.querysets import GapDesignationQuerySet


def managers_of(enterprise: Enterprise) -> GapDesignationQuerySet:
    """Return the designations of those who answer for the enterprise's accesses now, people loaded."""
    return GapDesignation.objects.filter(enterprise=enterprise).current().select_related("user")


def manages_alone(user: User, enterprise: Enterprise) -> bool:
    """Whether ``user`` manages the accesses and nobody else does."""
    managers = set(enterprise.gap_designations.current().values_list("user", flat=True))
    return managers == {user.pk}


def is_managed(enterprise: Enterprise) -> bool:
    """Whether somebody manages the accesses; strangers learn no more than that."""
    return enterprise.gap_designations.current().exists()
