"""To a folder that the service collects from, over SFTP or a shared disk: a parcel is a folder of its own.

``<DROP_FOLDER>/<service>/<reference>-<key>/`` holds ``dossier.json`` and ``documents/``. It appears whole:
whoever lists the folder never sees half a parcel.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils import timezone

from dossiers.gateways.contract import Acknowledgement, DeliveryFailed
from monespace.common.canonical import canonical_json

if TYPE_CHECKING:
    from dossiers.gateways.contract import Parcel

MODE: Final = 0o750  # the group is whoever collects
STALE_SECONDS: Final = 3600
PART: Final = 1024 * 1024


class FolderGateway:
    """Puts parcels where the service collects them; one that is there already is left as it is."""

    takes_charge = True

    def deliver(self, parcel: Parcel) -> Acknowledgement:
        """Put the parcel there whole, or nothing of it."""
        if not settings.DROP_FOLDER:
            raise DeliveryFailed("no_drop_folder")
        place = Path(settings.DROP_FOLDER, parcel.service)
        target = place / f"{parcel.content['reference']}-{parcel.key}"
        try:
            place.mkdir(mode=MODE, exist_ok=True)
            if not target.exists():
                _put(parcel, target)
        except OSError as error:
            raise DeliveryFailed(f"drop_{errno.errorcode.get(error.errno or 0, 'failed')}") from error
        return Acknowledgement(service_reference="", acknowledged_at=timezone.now())


def _put(parcel: Parcel, target: Path) -> None:
    """Write the parcel beside ``target`` under a hidden name, then rename it: one step."""
    _clear(target)
    being_written = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    try:
        (being_written / "documents").mkdir(mode=MODE)
        documents = [_copy(parcel, document, being_written) for document in parcel.content["documents"]]
        body = canonical_json(parcel.content | {"documents": documents})
        _write(being_written / "dossier.json", body)
        _settle(being_written / "documents")
        _settle(being_written)
        being_written.chmod(MODE)
        try:
            being_written.rename(target)
        except OSError as error:
            if error.errno not in {errno.EEXIST, errno.ENOTEMPTY}:  # another attempt was quicker
                raise
        _settle(target.parent)
    finally:
        shutil.rmtree(being_written, ignore_errors=True)


def _clear(target: Path) -> None:
    """Remove what attempts that were cut short have left of this parcel."""
    for left in target.parent.glob(f".{target.name}.*"):
        if time.time() - left.stat().st_mtime > STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def _copy(parcel: Parcel, document: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Copy a document and return how it is listed, with its file; refuse one that is not what was sent."""
    name = f"documents/{document['id']}{Path(document['name']).suffix.lower()}"
    digest = hashlib.sha256()
    with parcel.open_document(document["id"]) as source, (folder / name).open("xb") as file:
        while part := source.read(PART):
            digest.update(part)
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    if digest.hexdigest() != document["sha256"]:
        raise DeliveryFailed("document_altered")
    return document | {"file": name}


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Have the disk keep the names in a folder."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
