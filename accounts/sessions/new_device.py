"""Who signs in from a browser not seen before is told by mail: it may not have been them (ADR 0038)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.sessions.models import KnownDevice
from monespace.common.db import delete_in_batches
from monespace.common.tokens import digest
from monespace.journal.services import record
from monespace.mail.kinds import MailKind, Unlimited
from monespace.mail.services import send_mail

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.people.models import User
    from accounts.sessions.devices import Device


NEW_DEVICE = MailKind("new_device", Unlimited.OWN)


def device_key(person: UUID, token: str) -> str:
    """Return the digest by which a person's browser, which holds ``token``, is known."""
    return digest(f"{person} {token}")


@transaction.atomic
def note_device(*, actor: User, token: str, device: Device, is_new_person: bool = False) -> None:
    """Remember that ``actor`` signed in from the browser that holds ``token``; tell them of a new one.

    The first browser of a person is no news; a new person has none yet. Two sign-ins at once from one browser
    send one mail.
    """
    now = timezone.now()
    devices, key = KnownDevice.objects.filter(user=actor), device_key(actor.pk, token)
    known = set() if is_new_person else set(devices.values_list("digest", flat=True))
    if key in known:
        devices.filter(digest=key).update(seen_at=now)
        return
    try:
        with transaction.atomic():
            KnownDevice.objects.create(user=actor, digest=key)
    except IntegrityError:  # the other sign-in tells
        return
    if not known:
        return
    record("person.new_device", actor=actor, subject=actor)
    context = {
        "device": device,
        "signed_in_at": now,
        "sessions_url": f"{settings.SITE_URL}{reverse('accounts:sessions')}",
    }
    send_mail(kind=NEW_DEVICE, to_user=actor, context=context, language=actor.language)


def forget_unused_devices() -> None:
    """Forget the browsers from which nobody signed in for long: their cookie is gone too."""
    delete_in_batches(KnownDevice.objects.unused())
