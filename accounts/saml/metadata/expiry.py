"""When what the sign-in needs ends: our certificates, the identity provider's, its metadata; in days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from accounts.saml.metadata.models import IdpMetadata
from accounts.saml.metadata.understanding import MetadataError, understand
from monespace.common.db import get_or_none
from monespace.common.key_pairs import certificate_of

if TYPE_CHECKING:
    from datetime import datetime

WARN_DAYS = (60, 30, 7)


@dataclass(frozen=True)
class Expiry:
    """Something that ends: ``name`` is a setting of ours, or what it is of the identity provider's."""

    name: str
    ends_at: datetime

    @property
    def days_left(self) -> int:
        """Whole days until the end; negative once it has passed."""
        return (self.ends_at - timezone.now()) // timedelta(days=1)

    @property
    def warned_at(self) -> int | None:
        """The last of 60, 30 and 7 days before the end that has come; None while the end is far away."""
        return min((days for days in WARN_DAYS if self.days_left < days), default=None)


def own_expiries() -> list[Expiry]:
    """Return the end of each of our certificates; raise Unusable when one cannot be read."""
    names = [name for name in ("SAML_SP_CERT", "SAML_SP_NEXT_CERT") if getattr(settings, name)]
    return [Expiry(name, certificate_of(name).not_valid_after_utc) for name in names]


def idp_expiries() -> list[Expiry]:
    """Return what ends at the identity provider, according to the kept copy of its metadata."""
    kept = get_or_none(IdpMetadata.objects.good(settings.SAML_IDP_METADATA))
    if kept is None:
        return []
    try:
        understood = understand(bytes(kept.document))
    except MetadataError:  # noted on the row by whoever looks next
        return []
    ends = [Expiry("idp_certificate", one.not_valid_after_utc) for one in understood.certificates]
    if understood.valid_until:
        ends.append(Expiry("idp_metadata", understood.valid_until))
    return ends


def soon() -> list[Expiry]:
    """Return what ends within sixty days, the nearest first.

    Metadata that is renewed often ends soon by design: it counts in its last week only.
    """
    found = [one for one in [*own_expiries(), *idp_expiries()] if one.warned_at]
    return sorted(
        (one for one in found if one.name != "idp_metadata" or one.warned_at == min(WARN_DAYS)),
        key=lambda one: one.ends_at,
    )
