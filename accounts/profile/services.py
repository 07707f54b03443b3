"""What people say about themselves: language, telephone, and an address once it is proved (ADR 0024)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.people.models import EmailCode, User
from accounts.profile import codes
from accounts.profile.emails import send_code, tell_former_address
from accounts.services import change_profile
from monespace.common.db import get_or_none
from monespace.journal.services import record
from monespace.mail.budgets import within_budgets

if TYPE_CHECKING:
    from datetime import datetime

    from monespace.common.authors import Author


class Outcome(Enum):
    """What became of a code that was typed."""

    CONFIRMED = auto()
    WRONG = auto()
    SPENT = auto()  # too many tries
    EXPIRED = auto()
    NOTHING_TO_CONFIRM = auto()


@dataclass(frozen=True)
class Check:
    """The answer to a code that was typed."""

    outcome: Outcome
    tries_left: int = 0


@within_budgets
def complete_profile(*, actor: User, language: str, phone: str = "", email: str = "") -> None:
    """Keep what the person says at first; an address is asked to prove itself, and none is fine too."""
    change_profile(actor=actor, language=language, phone=phone)
    if actor.profile_completed_at is None:
        actor.profile_completed_at = timezone.now()
        actor.save(update_fields=["profile_completed_at"])
        record("person.profile_completed", actor=actor, subject=actor)
    if email:
        ask_email(actor=actor, address=email)
    else:
        cancel_email(actor=actor)


@within_budgets
def ask_email(*, actor: User, address: str) -> None:
    """Send a code to an address; it replaces the one in use when the code comes back, not before.

    Asking for the address in use drops what was pending. Asking twice at once sends one mail.
    """
    person = _hold(actor)
    address = User.objects.normalize_email(address)
    if address.lower() == person.email.lower():
        _drop_pending(person)
        return
    if person.pending_email.lower() != address.lower():
        _drop_pending(person)
        person.pending_email = address
        person.save(update_fields=["pending_email"])
        record("person.email_asked", actor=actor, subject=person)
    _send_code_to(person)


@within_budgets
def send_code_again(*, actor: User) -> None:
    """Send a new code to the pending address; the one before no longer counts."""
    person = _hold(actor)
    if person.pending_email:
        _send_code_to(person)


@transaction.atomic
def confirm_email(*, actor: User, code: str) -> Check:
    """Take the pending address into use when ``code`` is the one sent to it, and tell the former address."""
    person, now = _hold(actor), timezone.now()
    if not person.pending_email:
        return Check(Outcome.NOTHING_TO_CONFIRM)
    sent = get_or_none(EmailCode.objects.filter(user=person))
    if sent is None or sent.expires_at <= now:
        return Check(Outcome.EXPIRED)
    if sent.tries >= codes.MAX_TRIES:
        return Check(Outcome.SPENT)
    if not codes.is_code(code, sent.digest, user_id=person.pk, address=person.pending_email):
        sent.tries += 1
        sent.save(update_fields=["tries"])
        record("person.email_code_refused", actor=actor, subject=person, tries=sent.tries)
        left = codes.MAX_TRIES - sent.tries
        return Check(Outcome.WRONG if left else Outcome.SPENT, left)
    _take_into_use(actor, person, person.pending_email)
    return Check(Outcome.CONFIRMED)


@transaction.atomic
def cancel_email(*, actor: User) -> None:
    """Forget the pending address; the one in use stays."""
    person = _hold(actor)
    if person.pending_email:
        _drop_pending(person)
        record("person.email_cancelled", actor=actor, subject=person)


@transaction.atomic
def remove_email(*, actor: User) -> None:
    """Stop writing to the person; the address is told, in case somebody else asked for it."""
    person = _hold(actor)
    _drop_pending(person)
    if person.email:
        tell_former_address(person)
        person.email = ""
        person.save(update_fields=["email"])
        record("person.email_removed", actor=actor, subject=person)


@transaction.atomic
def vouch_for_email(*, actor: Author, user: User, address: str) -> None:
    """Take into use an address that the portal itself vouches for (demo data); no code is asked."""
    _take_into_use(actor, _hold(user), User.objects.normalize_email(address))


def _hold(actor: User) -> User:
    """Return the person as they are now; two pages of theirs take turns."""
    return User.objects.select_for_update(no_key=True).get(pk=actor.pk)


def _drop_pending(person: User) -> None:
    EmailCode.objects.filter(user=person).delete()
    if person.pending_email:
        person.pending_email = ""
        person.save(update_fields=["pending_email"])


def _send_code_to(person: User) -> None:
    now: datetime = timezone.now()
    if EmailCode.objects.filter(user=person, sent_at__gt=now - codes.AT_MOST_EVERY).exists():
        return
    code = codes.new_code()
    EmailCode.objects.update_or_create(
        user=person,
        defaults={
            "digest": codes.digest_of(code, user_id=person.pk, address=person.pending_email),
            "sent_at": now,
            "expires_at": now + codes.LIFETIME,
            "tries": 0,
        },
    )
    send_code(person, code)


def _take_into_use(actor: Author, person: User, address: str) -> None:
    if person.email and person.email.lower() != address.lower():
        tell_former_address(person)
    person.email = address
    person.save(update_fields=["email"])
    _drop_pending(person)
    record("person.email_confirmed", actor=actor, subject=person)
