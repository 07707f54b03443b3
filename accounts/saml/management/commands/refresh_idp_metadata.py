"""``manage.py refresh_idp_metadata``: fetches and verifies the identity provider's metadata now."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives import hashes
from django.core.management.base import CommandError

from accounts.saml.metadata.services import refresh_metadata
from accounts.saml.metadata.understanding import MetadataError
from monespace.common.commands import DataCommand


class Command(DataCommand):
    """Look at SAML_IDP_METADATA without waiting for beat, and say what it holds."""

    help = "Fetches and verifies the identity provider's metadata; every process takes it over in a minute."

    def handle(self, *_: Any, **__: Any) -> None:
        """Keep the metadata when it is good; otherwise say why not, and that the last good copy stays."""
        try:
            understood = refresh_metadata()
        except MetadataError as error:
            raise CommandError(f"{error} The last good copy, if any, stays in use.") from error
        self.stdout.write(f"Identity provider {understood.idp['entityId']}")
        self.stdout.write(f"  metadata valid until: {understood.valid_until or 'no end given'}")
        for certificate in understood.certificates:
            fingerprint = certificate.fingerprint(hashes.SHA256()).hex(":")
            self.stdout.write(f"  signs until {certificate.not_valid_after_utc:%Y-%m-%d}: {fingerprint}")
