"""How a browser is known again: a random number in a signed cookie that scripts cannot read (ADR 0038)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.signing import BadSignature, Signer

from accounts.cookies import set_own_cookie
from accounts.sessions.devices import Device
from accounts.sessions.limits import DEVICE_KNOWN_FOR
from accounts.sessions.models import KnownDevice
from accounts.sessions.new_device import device_key, note_device
from monespace.common.db import get_or_none
from monespace.common.tokens import new_token

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from accounts.people.models import User
    from accounts.services import SignedIn

SALT = "accounts.sessions.device"


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
