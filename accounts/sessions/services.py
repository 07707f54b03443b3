"""Keeping a form that was sent when the session was over, until its person comes back (ADR 0037)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.sessions.models import KeptForm
from monespace.common.crypto import encrypt
from monespace.journal.services import record

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def keep_form(*, actor: User, path: str, values: dict[str, list[str]]) -> None:
    """Keep what ``actor`` sent from the page ``path``; what was kept of that page before gives way."""
    sealed = encrypt(json.dumps(values, separators=(",", ":")))
    KeptForm.objects.update_or_create(
        user=actor, path=path, defaults={"encrypted_values": sealed, "kept_at": timezone.now()}
    )
    record("person.form_kept", actor=actor, subject=actor)


@transaction.atomic
def drop_form(*, actor: User, path: str) -> None:
    """Forget what was kept of the page ``path``: it has been sent again."""
    KeptForm.objects.of(actor, path).delete()


@transaction.atomic
def forget_kept_forms() -> None:
    """Forget what nobody came back for."""
    KeptForm.objects.outdated().delete()
