"""What every way to a service takes, gives back and raises; ``tests/gateways/conformance.py`` tries it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime
    from uuid import UUID

    from dossiers.engine.schema import Definition


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What is handed over to ``service``; ``key`` is the same however often it is sent.

    ``definition`` is that of its démarche. ``open_document`` opens a document by its id in ``content``, for
    the ways that carry their bytes.
    """

    key: UUID
    service: str
    content: dict[str, Any]
    definition: Definition
    open_document: Callable[[str], AbstractContextManager[IO[bytes]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """The service's word that it has the parcel."""

    service_reference: str
    acknowledged_at: datetime
    http_status: int | None = None


class DeliveryFailed(Exception):
    """The service did not take the parcel; ``code`` says why, without anything the service wrote."""

    def __init__(self, code: str, *, http_status: int | None = None, is_permanent: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.http_status = http_status
        self.is_permanent = is_permanent


class Gateway(Protocol):
    """One way to hand over parcels. It holds no transaction and may be called twice for one parcel.

    However often it is called, the service can tell that it is the same parcel. It waits for no answer
    without a limit, and returns once the service has the parcel, not before. ``takes_charge``: what it hands
    over is the dossier; else it only says that the dossier came by another way.
    """

    @property
    def takes_charge(self) -> bool:
        """Whether the service has the dossier by it."""

    def deliver(self, parcel: Parcel) -> Acknowledgement:
        """Hand over and return the service's word, or raise ``DeliveryFailed``."""
