"""``manage.py check`` and every start: what the sign-in needs is there, fits together and lasts.

Warns 60, 30 and 7 days before a certificate of the sign-in ends.

What the database knows of the identity provider is checked with ``--database default``, as Django wants it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cryptography import x509
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Advice
from django.db import DatabaseError
from django.utils import timezone

from accounts.saml.metadata.expiry import idp_expiries, own_expiries
from accounts.saml.metadata.understanding import MetadataError, understand
from monespace.common import key_pairs

if TYPE_CHECKING:
    from accounts.saml.metadata.expiry import Expiry

PAIRS = (("SAML_SP_CERT", "SAML_SP_KEY"), ("SAML_SP_NEXT_CERT", "SAML_SP_NEXT_KEY"))
HINT = "See docs/runbooks/certificate-expiring.md."


@register("monespace")
def own_pairs_are_usable(**_options: Any) -> list[CheckMessage]:
    """Refuse certificates and keys that cannot be used; warn of certificates that end or have not begun."""
    if found := key_pairs.problems(*PAIRS):
        return [Error(problem, hint=HINT, id="accounts_saml.E001") for problem in found]
    early = [
        Advice(f"{name} is not yet valid: its certificate begins later.", hint=HINT, id="accounts_saml.W005")
        for name in ("SAML_SP_CERT", "SAML_SP_NEXT_CERT")
        if getattr(settings, name) and key_pairs.certificate_of(name).not_valid_before_utc > timezone.now()
    ]
    return early + _warnings(own_expiries(), "accounts_saml.W002")


@register("monespace")
def metadata_files_are_readable(**_options: Any) -> list[CheckMessage]:
    """Refuse a certificate that cannot be read; warn of metadata only: their last copy serves on."""
    found: list[CheckMessage] = []
    for name, sort in (("SAML_IDP_METADATA", Advice), ("SAML_IDP_METADATA_CERT", Error)):
        if getattr(settings, name) and "://" not in getattr(settings, name):
            try:
                content = key_pairs.read_file(name)
                if sort is Advice:
                    understand(content)
                else:
                    x509.load_pem_x509_certificates(content)
            except (key_pairs.Unusable, MetadataError) as problem:
                found.append(sort(_named(name, problem), hint=HINT, id="accounts_saml.E004"))
            except ValueError:
                found.append(sort(f"{name} holds no certificate in PEM.", hint=HINT, id="accounts_saml.E004"))
    return found


def _named(name: str, problem: Exception) -> str:
    return str(problem) if str(problem).startswith(name) else f"{name}: {problem}"


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
        Advice(f"{one.name} {_end(one)} {one.ends_at:%Y-%m-%d}.", hint=HINT, id=check_id)
        for one in expiries
        if one.warned_at
    ]


def _end(one: Expiry) -> str:
    return (
        f"ends in {one.days_left} days, on" if one.days_left >= 0 else "has ended: nobody can sign in since"
    )
