"""Drops a parcel: its documents first, then ``dossier.json``, which says that all of it is there.

``<service>/<reference>-<key>/`` holds ``dossier.json`` and ``documents/``, in whatever place it is.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any, Final, Protocol

from django.utils import timezone

from dossiers.gateways.contract import Acknowledgement, DeliveryFailed
from monespace.common.canonical import canonical_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager

    from dossiers.gateways.contract import Parcel

MANIFEST: Final = "dossier.json"
PART: Final = 1024 * 1024


class Laying(Protocol):
    """A parcel that is being laid down: nothing of it counts before its manifest is there."""

    def write(self, name: str, parts: Iterable[bytes], *, size: int, sha256: str) -> None:
        """Write a file of it from its parts, which raise when they are not what they should be."""


class Place(Protocol):
    """Where parcels are dropped. Both methods raise DeliveryFailed."""

    def holds(self, name: str) -> bool:
        """Whether the whole parcel ``name`` lies there."""

    def laying(self, name: str) -> AbstractContextManager[Laying]:
        """Lay the parcel ``name`` down: whole when the block ends well, nothing to see of it otherwise."""


class DropGateway:
    """Puts parcels where the service collects them; one that is there already is left as it is."""

    takes_charge = True

    def __init__(self, place: Place) -> None:
        self.place = place

    def deliver(self, parcel: Parcel) -> Acknowledgement:
        """Put the parcel there whole, or nothing of it that anybody collects."""
        name = f"{parcel.service}/{parcel.content['reference']}-{parcel.key}"
        if not self.place.holds(name):
            with self.place.laying(name) as laying:
                documents = [_lay(parcel, document, laying) for document in parcel.content["documents"]]
                manifest = canonical_json(parcel.content | {"documents": documents})
                digest = hashlib.sha256(manifest).hexdigest()
                laying.write(MANIFEST, [manifest], size=len(manifest), sha256=digest)
        return Acknowledgement(service_reference="", acknowledged_at=timezone.now())


def _lay(parcel: Parcel, document: dict[str, Any], laying: Laying) -> dict[str, Any]:
    """Write a document and return how it is listed, with its file."""
    name = f"documents/{document['id']}{PurePosixPath(document['name']).suffix.lower()}"
    with parcel.open_document(document["id"]) as source:
        parts = _checked(source, document["sha256"])
        laying.write(name, parts, size=document["size"], sha256=document["sha256"])
    return document | {"file": name}


def _checked(source: IO[bytes], sha256: str) -> Iterator[bytes]:
    """Give a document part by part, the last one only once all of it is known to be what was sent."""
    digest, held = hashlib.sha256(), b""
    while part := source.read(PART):
        digest.update(part)
        if held:
            yield held
        held = part
    if digest.hexdigest() != sha256:
        raise DeliveryFailed("document_altered")
    yield held
