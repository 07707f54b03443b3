"""The mails about a person's address: the code that proves a new one, the notice to the one it replaces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from accounts.profile.codes import LIFETIME, in_groups
from monespace.mail.causes import cause_of
from monespace.mail.kinds import MailKind, Unlimited
from monespace.mail.services import send_mail

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.people.models import User


CODE = MailKind("email_code", "codes")
CHANGED = MailKind("email_changed", Unlimited.OWN)


@dataclass
class Addressee:
    """A person at an address that is not, or soon no longer, the one in use."""

    pk: UUID
    email: str
    display_name: str


def send_code(person: User, code: str) -> None:
    """Write to the pending address; the code is sealed until the mail is sent, then gone."""
    to = Addressee(person.pk, person.pending_email, person.display_name)
    minutes = int(LIFETIME.total_seconds() // 60)
    context = {
        "minutes": minutes,
        "page_url": f"{settings.SITE_URL}{reverse('accounts:email_code')}",
    }
    send_mail(
        kind=CODE,
        to_user=to,
        context=context,
        language=person.language,
        secret=in_groups(code),
        cause=cause_of(person),
    )


def tell_former_address(person: User) -> None:
    """Write to the address in use that it is about to be replaced or removed."""
    context = {"profile_url": f"{settings.SITE_URL}{reverse('accounts:profile')}"}
    send_mail(kind=CHANGED, to_user=person, context=context, language=person.language)
