"""What the tests of invitations have in common."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core import mail
from django.utils import timezone

from enterprises.invitations.models import Invitee
from enterprises.invitations.services import invite
from enterprises.rights.permissions import Role
from enterprises.rights.terms import Terms
from monespace.outbox.testing import drain

if TYPE_CHECKING:
    from datetime import date

    from enterprises.models import Invitation

LINK = re.compile(r"/invitation/([\w-]{43})/")
ADDRESS = "nouvelle.personne@exemple.be"


def in_days(days: int) -> date:
    """Return the day that many days from now."""
    return timezone.localdate() + timedelta(days=days)


def terms(role: Role = Role.COLLABORATEUR, days: int = 365) -> Terms:
    """Return what an access gives."""
    return Terms(role=role, ends_on=in_days(days))


def invited(
    company, *, by=None, email: str = ADDRESS, name: str = "", language: str = "fr", **more
) -> Invitation:
    """Invite somebody as the GAP does."""
    invitee = Invitee(email=email, name=name, language=language)
    return invite(actor=company.acting(by or company.gap), invitee=invitee, terms=terms(), **more)


def received_link(address: str = ADDRESS) -> str:
    """Send what waits, and return the token of the last mail to ``address``."""
    drain()
    last = [message for message in mail.outbox if message.to == [address]][-1]
    return LINK.search(last.body)[1]
