"""An object store that the service collects from, over S3: a parcel is whole once its manifest lies there.

Objects appear one by one, each whole, in ``DROP_S3_URL``; who collects looks for ``dossier.json``, which
comes last. An attempt that was cut short goes on where it stopped.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from django.conf import settings

from dossiers.gateways.contract import DeliveryFailed
from dossiers.gateways.drop.dropping import MANIFEST
from dossiers.gateways.drop.signature import EMPTY, Credentials, encoded, signed
from dossiers.gateways.https import is_final
from monespace.calls.calling import call
from monespace.calls.network import NoAnswer, Patience

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from monespace.calls.calling import Answer

PATIENCE: Final = Patience(total=5, connect=3)
PATIENCE_OF_DOCUMENTS: Final = Patience(total=25, connect=3)
LONGEST_SECONDS: Final = 20
"""After these an attempt begins no other document: with one more it ends before its task must."""
DIGEST: Final = "x-amz-meta-sha256"


class ObjectPlace:
    """``DROP_S3_URL``, a bucket or a folder of one; its address ends with a slash."""

    def holds(self, name: str) -> bool:
        """Whether its manifest is there."""
        return _find(f"{name}/{MANIFEST}") is not None

    @contextmanager
    def laying(self, name: str) -> Iterator[LyingObjects]:
        """Write its objects one after the other."""
        yield LyingObjects(name)


class LyingObjects:
    """A parcel whose objects are being written."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.ends = time.monotonic() + LONGEST_SECONDS

    def write(self, name: str, parts: Iterable[bytes], *, size: int, sha256: str) -> None:
        """Write an object, unless an earlier attempt wrote this one; the store compares the digest."""
        if time.monotonic() > self.ends:
            raise DeliveryFailed("drop_not_finished")
        found = _find(f"{self.name}/{name}")
        if found is not None and found.headers.get(DIGEST) == sha256:
            return
        headers = {"content-length": str(size), DIGEST: sha256}
        answer = _asked(
            "PUT",
            f"{self.name}/{name}",
            patience=PATIENCE_OF_DOCUMENTS,
            sha256=sha256,
            headers=headers,
            body=parts,
        )
        _require_success(answer)


def _find(name: str) -> Answer | None:
    """Return what is said of an object, None for one that is not there.

    A store says 403 of both to who may only put there; then it is put again, which changes nothing.
    """
    answer = _asked("HEAD", name, patience=PATIENCE)
    if answer.status in {HTTPStatus.NOT_FOUND, HTTPStatus.FORBIDDEN}:
        return None
    return _require_success(answer)


def _asked(
    method: str,
    name: str,
    *,
    patience: Patience,
    sha256: str = EMPTY,
    headers: dict[str, str] | None = None,
    body: Iterable[bytes] = (),
) -> Answer:
    """Ask the store, signed. Raises DeliveryFailed."""
    if not settings.DROP_S3_URL:
        raise DeliveryFailed("no_drop_s3")
    url = f"{settings.DROP_S3_URL}{encoded(name)}"
    who = Credentials(
        key=settings.DROP_S3_KEY, secret=settings.DROP_S3_SECRET, region=settings.DROP_S3_REGION
    )
    sent = signed(method, url, credentials=who, now=datetime.now(UTC), payload_sha256=sha256, headers=headers)
    try:
        return call(method, url, patience=patience, headers=sent, body=body)
    except NoAnswer as error:
        raise DeliveryFailed(f"drop_{error.code}") from error


def _require_success(answer: Answer) -> Answer:
    if answer.is_success:
        return answer
    raise DeliveryFailed(
        f"drop_{answer.status}", http_status=answer.status, is_permanent=is_final(answer.status)
    )
