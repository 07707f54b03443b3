"""Reads of the register by number."""

from __future__ import annotations

from enterprises.register.models import Enterprise
from monespace.common.db import get_or_none, get_or_not_visible


def get_enterprise(number: str) -> Enterprise:
    """Return an enterprise of the register. Raises NotVisible."""
    return get_or_not_visible(Enterprise.objects.filter(number=number))


def enterprise_numbered(number: str) -> Enterprise | None:
    """Return the enterprise with these ten digits."""
    return get_or_none(Enterprise.objects.filter(number=number))
