"""The identity provider as its metadata describes it: fetched when first needed, last good copy kept."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import structlog
from django.conf import settings
from lxml import etree
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser

from accounts.saml.refusals import Refusal, Refused
from accounts.saml.xml import parse

REFRESH_SECONDS = 15 * 60
RETRY_SECONDS = 5
TIMEOUT_SECONDS = 5
MAX_BYTES = 1 << 20

log = structlog.get_logger(__name__)


class MetadataError(Exception):
    """The metadata cannot be had or cannot be used."""


@dataclass
class _Copy:
    """What this process knows of the identity provider, and when to look again."""

    source: str = ""
    idp: dict[str, object] | None = None
    look_again_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


_copy = _Copy()


def identity_provider() -> dict[str, object]:
    """Return the identity provider in python3-saml's terms; raise Refused when none was ever reachable."""
    source = settings.SAML_IDP_METADATA
    with _copy.lock:
        if _copy.source != source:
            _copy.source, _copy.idp, _copy.look_again_at = source, None, 0.0
        if time.monotonic() >= _copy.look_again_at:
            _refresh(source)
        if _copy.idp is None:
            raise Refused(Refusal.UNAVAILABLE, "metadata")
        return _copy.idp


def _refresh(source: str) -> None:
    try:
        _copy.idp = understand(fetch(source))
        _copy.look_again_at = time.monotonic() + REFRESH_SECONDS
    except (MetadataError, OSError, httpx.HTTPError) as error:
        _copy.look_again_at = time.monotonic() + RETRY_SECONDS
        log.warning("idp_metadata_unavailable", error=type(error).__name__, kept=_copy.idp is not None)


def fetch(source: str) -> bytes:
    """Read the metadata from a path or, over https only outside the demo, from an address."""
    if not source.startswith(("http:", "https:")):
        return Path(source).read_bytes()
    if source.startswith("http:") and not settings.DEMO:
        raise MetadataError("The metadata must be fetched over https.")
    answer = httpx.get(source, timeout=TIMEOUT_SECONDS)
    answer.raise_for_status()
    if len(answer.content) > MAX_BYTES:
        raise MetadataError("The metadata is too long.")
    return answer.content


def understand(document: bytes) -> dict[str, object]:
    """Return the identity provider in ``document``: its name, sign-on address and signing certificates."""
    try:
        parse(document)
        idp = OneLogin_Saml2_IdPMetadataParser.parse(document).get("idp", {})
    except (etree.XMLSyntaxError, ValueError, Refused) as error:
        raise MetadataError("The metadata is not well-formed.") from error
    certificates = idp.get("x509certMulti", {}).get("signing") or [idp.get("x509cert")]
    address = idp.get("singleSignOnService", {}).get("url")
    if not (idp.get("entityId") and address and all(certificates)):
        raise MetadataError("The metadata names no identity provider, address or certificate.")
    return {
        "entityId": idp["entityId"],
        "singleSignOnService": {"url": address},
        "x509certMulti": {"signing": certificates},
    }
