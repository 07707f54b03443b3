"""Who signs in from a browser not seen before is told by mail: it may not have been them (ADR 0038).

A browser is known again by a random number in a signed cookie that scripts cannot read.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.cookies import set_own_cookie
from accounts.sessions.devices import Device
from accounts.sessions.limits import DEVICE_KNOWN_FOR
from accounts.sessions.models import KnownDevice
from monespace.common.db import delete_in_batches, get_or_none
from monespace.common.tokens import digest, new_token
from monespace.journal.services import record
from monespace.mail.kinds import MailKind, Unlimited
from monespace.mail.services import send_mail

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from accounts.people.models import User
    from accounts.services import SignedIn

NEW_DEVICE = MailKind("new_device", Unlimited.OWN)
SALT = "accounts.sessions.device"


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


def recognise(request: HttpRequest, response: HttpResponse, signed_in: SignedIn) -> None:
    """Note from which browser somebody signed in, and let the browser say so the next time."""
    token = _brought(request) or new_token().value
    device = Device.of(request)
    note_device(actor=signed_in.user, token=token, device=device, is_new_person=signed_in.is_new)
    value = Signer(salt=SALT).sign(token)
    set_own_cookie(response, cookie_name(), value, DEVICE_KNOWN_FOR // timedelta(seconds=1))


def known_here(request: HttpRequest, person: UUID) -> User | None:
    """Return the person of that id if they ever signed in from this browser, and still may."""
    token = _brought(request)
    devices = KnownDevice.objects.filter(user=person, digest=device_key(person, token), user__is_active=True)
    device = get_or_none(devices.select_related("user")) if token else None
    return device.user if device else None


def cookie_name() -> str:
    """Return the cookie's name; over https no other host can set such a cookie."""
    return "__Host-appareil" if settings.SESSION_COOKIE_SECURE else "appareil"


def _brought(request: HttpRequest) -> str:
    """Return the number that we gave the browser; nothing for one that was made up."""
    try:
        return Signer(salt=SALT).unsign(request.COOKIES.get(cookie_name(), ""))
    except BadSignature:
        return ""
