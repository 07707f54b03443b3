"""Metadata of identity providers as tests want it: with several keys, an end, a federation around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from monespace.simulators.fas import saml
from monespace.simulators.fas.saml import Key, element, new_id, sign
from tests.accounts.federation import ENTITY_ID, SSO_URL
from tests.support.certificates import write_drawn_certificate

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def new_key(folder: Path, name: str) -> Key:
    """Return a key made for the test."""
    certificate, key = folder / f"{name}.crt", folder / f"{name}.key"
    write_drawn_certificate(certificate, key, name)
    return Key.read(key, certificate)


def entity(
    *keys: Key, entity_id: str = ENTITY_ID, sso_url: str = SSO_URL, valid_until: datetime | None = None
) -> etree._Element:
    """Return the unsigned description of an identity provider that signs with any of ``keys``."""
    descriptor = element(None, "md:EntityDescriptor", ID=new_id(), entityID=entity_id)
    if valid_until:
        descriptor.set("validUntil", saml.stamp(valid_until))
    role = element(descriptor, "md:IDPSSODescriptor", protocolSupportEnumeration=saml.SAMLP)
    for key in keys:
        information = element(element(role, "md:KeyDescriptor", use="signing"), "ds:KeyInfo")
        element(element(information, "ds:X509Data"), "ds:X509Certificate", key.certificate_text)
    element(role, "md:SingleSignOnService", Binding=saml.POST, Location=f"{sso_url}post/")
    element(role, "md:SingleSignOnService", Binding=saml.REDIRECT, Location=sso_url)
    return descriptor


def federation_of(*entities: etree._Element) -> etree._Element:
    """Return an aggregate of several parties, as federations publish them."""
    aggregate = element(None, "md:EntitiesDescriptor", ID=new_id())
    aggregate.extend(entities)
    return aggregate


def written(root: etree._Element, *, signer: Key | None = None) -> bytes:
    """Return the document, signed by ``signer`` if one is given."""
    if signer:
        sign(root, signer, after=0)
    return etree.tostring(root)
