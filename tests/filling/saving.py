"""Saves answers of a step as they are, without a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from dossiers.models import StepAnswers

if TYPE_CHECKING:
    from accounts.models import User
    from dossiers.models import Dossier


def save_raw(dossier: Dossier, person: User, step: str, values: dict[str, Any]) -> None:
    """Write what somebody typed, whatever it is worth."""
    written = {"values": values, "revision": "", "saved_at": timezone.now(), "saved_by": person}
    StepAnswers.objects.update_or_create(dossier=dossier, step=step, defaults=written)
