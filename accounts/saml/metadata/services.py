"""Fetches the identity provider's metadata, outside any request, and keeps the last good copy (ADR 0026)."""

from __future__ import annotations

from hashlib import sha256

import structlog
from cryptography.hazmat.primitives import hashes
from django.conf import settings
from django.utils import timezone

from accounts.saml.metadata.models import IdpMetadata
from accounts.saml.metadata.understanding import MetadataError, Understood, fetch, understand

log = structlog.get_logger(__name__)


def refresh_metadata_when_due() -> None:
    """Look again every quarter of an hour, and every minute after a problem; beat calls this each minute."""
    if not IdpMetadata.objects.looked_up_lately(settings.SAML_IDP_METADATA).exists():
        try:
            refresh_metadata()
        except MetadataError as error:
            log.warning("idp_metadata_refused", problem=str(error))


def refresh_metadata() -> Understood:
    """Keep what SAML_IDP_METADATA says now, if it may be believed.

    Otherwise raise MetadataError; the last good copy stays, with the problem noted beside it.
    """
    source, now = settings.SAML_IDP_METADATA, timezone.now()
    try:
        document = fetch(source)
        understood = understand(document)
    except MetadataError as error:
        noted = {"checked_at": now, "problem": str(error)[:200]}
        IdpMetadata.objects.update_or_create(source=source, defaults=noted)
        raise
    digest = sha256(document).hexdigest()
    if IdpMetadata.objects.good(source).filter(digest=digest).exists():
        IdpMetadata.objects.filter(source=source).update(fetched_at=now, checked_at=now, problem="")
        return understood
    kept = {"document": document, "digest": digest, "fetched_at": now, "checked_at": now, "problem": ""}
    IdpMetadata.objects.update_or_create(source=source, defaults=kept)
    log.info(
        "idp_metadata_kept",
        entity=understood.idp["entityId"],
        certificates=[one.fingerprint(hashes.SHA256()).hex()[:16] for one in understood.certificates],
    )
    return understood
