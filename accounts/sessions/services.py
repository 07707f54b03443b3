"""Ending one's own sessions (ADR 0038), and keeping a form sent when one was over (ADR 0037)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.people.models import User
from accounts.sessions.limits import LARGEST_FORM, MOST_FORMS, MOST_FORMS_OF_ALL
from accounts.sessions.models import KeptForm, Session
from accounts.sessions.typed import Lost, TypedForm
from monespace.common.crypto import encrypt
from monespace.common.db import get_or_none
from monespace.common.errors import DomainError, Forbidden, NotVisible
from monespace.journal.services import record

if TYPE_CHECKING:
    from uuid import UUID


class SessionEnded(Forbidden):
    """The session that asks was itself ended meanwhile."""

    message = _("Cette session a été terminée depuis un autre appareil. Identifiez-vous de nouveau.")


class KeepsNoMore(DomainError):
    """As many forms are kept as the table may hold."""

    message = _("Ce que vous avez écrit n’a pas pu être gardé. Copiez-le avant de rouvrir la page.")


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
def keep_form(*, actor: User, page: str, typed: TypedForm) -> None:
    """Keep what ``actor`` sent from a page; what was kept of that page before gives way.

    What is too large leaves word of that only, and so do the oldest of too many. Raise KeepsNoMore when
    everybody's forms together are as many as we keep.
    """
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    kept = KeptForm.objects.filter(user=actor, page=page)
    if not kept.exists() and KeptForm.objects.count() >= MOST_FORMS_OF_ALL:
        raise KeepsNoMore
    sealed = _sealed(typed)
    KeptForm.objects.update_or_create(
        user=actor, page=page, defaults={"encrypted_values": sealed, "kept_at": timezone.now()}
    )
    KeptForm.objects.beyond_newest(actor, MOST_FORMS).update(
        encrypted_values=encrypt(TypedForm(lost=Lost.TOO_MANY).as_text)
    )
    record("person.form_kept", actor=actor, subject=actor)


def _sealed(typed: TypedForm) -> str:
    """Return a form encrypted; word of its loss when it is too large."""
    text = typed.as_text
    return encrypt(
        text if len(text) <= LARGEST_FORM else replace(typed, values={}, lost=Lost.TOO_LARGE).as_text
    )


@transaction.atomic
def drop_form(*, actor: User, page: str, stamp: str) -> None:
    """Forget what was kept of a page: it was sent again, by a form that showed it."""
    kept = get_or_none(KeptForm.objects.of(actor, page).select_for_update())
    if kept and kept.stamp == stamp:
        kept.delete()


@transaction.atomic
def forget_kept_forms() -> None:
    """Forget what nobody came back for."""
    KeptForm.objects.outdated().delete()
