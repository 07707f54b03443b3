"""Browsers that people share, as a sign-in through the federation leaves them."""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import time_machine
from django.core.signing import Signer
from django.test import Client as DjangoClient
from django.utils import timezone

from accounts.models import KnownDevice
from accounts.sessions.new_device import SALT, cookie_name, device_key
from tests.filling.browser import Page
from tests.support.client import force_sign_in

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

    from accounts.models import User

NUMBER = "number-of-the-browser"
OURS = {"origin": "http://testserver"}


def sign_in_at(client: Client, person: User, number: str = NUMBER) -> User:
    """Sign somebody in from the browser of that number."""
    client.cookies[cookie_name()] = Signer(salt=SALT).sign(number)
    KnownDevice.objects.get_or_create(user=person, digest=device_key(person.pk, number))
    return force_sign_in(client, person)


class Tab(Page):
    """A page whose typed form is the one that the header's languages send."""

    @cached_property
    def form(self) -> Any:
        """The form named « saisie »."""
        return self.root.find(".//main//form[@id='saisie']")

    def send(self, **typed: str) -> HttpResponse:
        """Send the form with a token of before another sign-in, as a browser that checks tokens does."""
        strict = DjangoClient(enforce_csrf_checks=True)
        strict.cookies = self.client.cookies
        data = {**self.fields, "csrfmiddlewaretoken": "a" * 32, **typed}
        return strict.post(self.url, data, headers=OURS)


def tab_at(client: Client, url: str) -> Tab:
    """Open a page in a new tab."""
    return Tab(client, url, client.get(url))


def too_late(page: Page, **typed: Any) -> Page:
    """Send a page that was opened in time after the session is over."""
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=True):
        return page.post("", **typed)
