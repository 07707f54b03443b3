"""What operators read of the kept metadata."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings

from accounts.saml.metadata.models import IdpMetadata
from monespace.common.db import get_or_none


class CopyState(NamedTuple):
    """Whether a good copy is kept, and whether the last look at the source failed."""

    is_kept: bool
    has_problem: bool


def idp_copy_state() -> CopyState:
    """Return the state of the copy of the present source."""
    copies = IdpMetadata.objects.filter(source=settings.SAML_IDP_METADATA)
    kept = get_or_none(copies.only("digest", "problem"))
    return CopyState(bool(kept and kept.digest), bool(kept and kept.problem))
