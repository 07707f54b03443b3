"""``manage.py check``: warns 60, 30 and 7 days before a certificate of the sign-in ends.

What the database knows of the identity provider is checked with ``--database default``, as Django wants it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Advice
from django.db import DatabaseError

from accounts.saml.expiry import idp_expiries, own_expiries

if TYPE_CHECKING:
    from accounts.saml.expiry import Expiry

HINT = "See docs/runbooks/certificate-expiring.md."


@register("monespace")
def own_certificates_last(**_options: Any) -> list[CheckMessage]:
    """Refuse certificates that cannot be read, warn of those that end."""
    try:
        expiries = own_expiries()
    except (OSError, ValueError) as error:
        problem = f"A certificate of ours cannot be read: {type(error).__name__}."
        return [Error(problem, hint="See SAML_SP_CERT and SAML_SP_NEXT_CERT.", id="accounts_saml.E001")]
    return _warnings(expiries, "accounts_saml.W002")


@register(Tags.database)
def identity_provider_lasts(**options: Any) -> list[CheckMessage]:
    """Warn of what ends at the identity provider; before the first migration there is nothing to read."""
    if not options.get("databases"):
        return []
    try:
        return _warnings(idp_expiries(), "accounts_saml.W003")
    except DatabaseError:
        return []


def _warnings(expiries: list[Expiry], check_id: str) -> list[CheckMessage]:
    return [
        Advice(f"{one.name} ends in {one.days_left} days, on {one.ends_at:%Y-%m-%d}.", hint=HINT, id=check_id)
        for one in expiries
        if one.warned_at
    ]
