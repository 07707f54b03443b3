"""The identity provider as this process knows it: the copy kept in the database, looked at once a minute.

A request fetches the metadata itself only while no copy was ever kept (``metadata.services`` does that).
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import structlog
from django.conf import settings
from django.db import DatabaseError

from accounts.saml.metadata.models import IdpMetadata
from accounts.saml.metadata.understanding import MetadataError, Understood, fetch, understand
from accounts.saml.protocol.refusals import Refusal, Refused
from monespace.common.db import get_or_none

LOOK_SECONDS = 60
FETCH_SECONDS = 15 * 60
RETRY_SECONDS = 5

log = structlog.get_logger(__name__)


@dataclass
class _Known:
    """What this process knows, according to which settings, and when to look or fetch again."""

    wanted: tuple[str, ...] = ()
    digest: str = ""
    understood: Understood | None = None
    look_at: float = 0.0
    fetch_at: float = 0.0


@dataclass
class _Memory:
    known: _Known = field(default_factory=_Known)
    lock: threading.Lock = field(default_factory=threading.Lock)


_memory = _Memory()


def identity_provider() -> dict[str, object]:
    """Return the identity provider in python3-saml's terms; raise Refused when none may be believed."""
    wanted = (settings.SAML_IDP_METADATA, settings.SAML_IDP_ENTITY_ID, settings.SAML_IDP_METADATA_CERT)
    with _memory.lock:
        if _memory.known.wanted != wanted:
            _memory.known = _Known(wanted)
        known = _memory.known
        if time.monotonic() >= known.look_at:
            _look(known)
        if known.understood is None or known.understood.is_over():
            raise Refused(Refusal.UNAVAILABLE, "metadata")
        return known.understood.idp


def _look(known: _Known) -> None:
    """Take over the kept copy when it is another than ours; without any, fetch for this process alone."""
    known.look_at = time.monotonic() + LOOK_SECONDS
    source = known.wanted[0]
    try:
        kept = get_or_none(IdpMetadata.objects.good(source).exclude(digest=known.digest))
    except DatabaseError as error:
        log.warning("idp_metadata_not_looked_at", error=type(error).__name__)
        return
    if kept is not None and (understood := _believed(bytes(kept.document))):
        known.understood, known.digest = understood, kept.digest
    if not known.digest and time.monotonic() >= known.fetch_at:
        _fetch(known, source)


def _fetch(known: _Known, source: str) -> None:
    try:
        known.understood = understand(fetch(source))
        known.fetch_at = time.monotonic() + FETCH_SECONDS
    except MetadataError as error:
        log.warning("idp_metadata_unavailable", problem=str(error))
        known.look_at = time.monotonic() + RETRY_SECONDS


def _believed(document: bytes) -> Understood | None:
    """Return what a kept copy says, if it still satisfies the settings and its own validity."""
    try:
        return understand(document)
    except MetadataError as error:
        log.warning("idp_metadata_copy_unusable", problem=str(error))
        return None
