"""Ending one's own sessions (ADR 0038), and keeping a form sent when one was over (ADR 0037)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.sessions.models import KeptForm, Session
from monespace.common.crypto import encrypt
from monespace.common.db import get_or_none
from monespace.common.errors import Forbidden, NotVisible
from monespace.journal.services import record

if TYPE_CHECKING:
    from uuid import UUID


class SessionEnded(Forbidden):
    """The session that asks was itself ended meanwhile."""

    message = _("Cette session a été terminée depuis un autre appareil. Identifiez-vous de nouveau.")


@transaction.atomic
def end_session(*, actor: User, asking: Session, session_id: UUID) -> bool:
    """End one session of ``actor`` for another, ``asking``; return False when it was over already."""
    _take_turn(actor, asking)
    session = get_or_none(Session.objects.filter(pk=session_id))
    if session is None:
        return False
    if session.user_id != actor.pk:
        raise NotVisible("session of somebody else")
    session.delete()
    record("person.session_ended", actor=actor, subject=actor, session=str(session_id))
    return True


@transaction.atomic
def end_other_sessions(*, actor: User, asking: Session) -> int:
    """End every session of ``actor`` but the one that asks; return how many were open."""
    _take_turn(actor, asking)
    others = Session.objects.filter(user=actor).exclude(pk=asking.pk)
    count = Session.objects.open_of(actor).exclude(pk=asking.pk).count()
    others.delete()
    if count:
        record("person.other_sessions_ended", actor=actor, subject=actor, count=count)
    return count


def _take_turn(actor: User, asking: Session) -> None:
    """Let the sessions of a person end each other one at a time, and only while they are open themselves."""
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    if not Session.objects.open_of(actor).filter(pk=asking.pk).exists():
        raise SessionEnded


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
