"""The conformance kit: what any way to a service must do, tried against a service that misbehaves on purpose.

``faults_of`` needs the gateway, a parcel, and a ``World``: the service at its other end.
"""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Protocol

from django.db import connections

from dossiers.gateways.contract import DeliveryFailed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from dossiers.gateways.contract import Gateway, Parcel

WORDS = "Refus : Jeanne Peeters, rue de Fer"
"""What the service writes when it refuses: nobody's to keep."""
CODE = re.compile(r"[A-Za-z0-9_]{1,60}")


class Mood(Enum):
    """How the service behaves; one that drips answers byte by byte, without an end."""

    WELL = auto()
    DOWN = auto()
    HANGING = auto()
    DRIPPING = auto()
    REFUSING = auto()


class World(Protocol):
    """The service at the other end: what it has, and how it behaves."""

    moods: frozenset[Mood]
    """Those that it can have."""

    def received(self) -> list[tuple[UUID, Any]]:
        """Return what it has, each parcel once: its key, and what came of its content."""

    def expected(self, parcel: Parcel) -> Any:
        """Return what must come of a parcel's content."""

    def behave(self, mood: Mood) -> None:
        """Change its behaviour."""


def faults_of(gateway: Gateway, world: World, parcel: Parcel, *, longest: float) -> list[str]:
    """Return what a gateway does wrong, if anything; no call may take longer than ``longest`` seconds."""
    return list(_faults(gateway, world, parcel, longest))


def _faults(gateway: Gateway, world: World, parcel: Parcel, longest: float) -> Iterator[str]:
    before = deepcopy(parcel.content)
    for mood in sorted(world.moods - {Mood.WELL}, key=lambda one: one.value):
        world.behave(mood)
        yield from _faults_of_failure(gateway, parcel, mood, longest)
    world.behave(Mood.WELL)
    had = world.received()
    try:
        gateway.deliver(parcel)
    except DeliveryFailed:
        yield "fails although the service is well again"
    if world.received() != [*had, (parcel.key, world.expected(parcel))] and (
        world.received() != [(parcel.key, world.expected(parcel))]
    ):
        yield "acknowledges what the service does not have as it was given"
    _twice_at_once(gateway, parcel)
    if len(world.received()) > 1:
        yield "hands one parcel over as several"
    if parcel.content != before:
        yield "changes the parcel"


def _faults_of_failure(gateway: Gateway, parcel: Parcel, mood: Mood, longest: float) -> Iterator[str]:
    started = time.monotonic()
    try:
        gateway.deliver(parcel)
    except DeliveryFailed as failure:
        if failure.is_permanent != (mood is Mood.REFUSING):
            yield f"says of a service that is {mood.name} that another try is {not failure.is_permanent}"
        if not CODE.fullmatch(failure.code):
            yield "keeps what the service wrote"
    except Exception as error:  # noqa: BLE001 - whatever else it raises is its fault
        yield f"raises {type(error).__name__}"
    else:
        yield f"acknowledges for a service that is {mood.name}"
    if time.monotonic() - started > longest:
        yield "waits too long"


def _twice_at_once(gateway: Gateway, parcel: Parcel) -> None:
    def deliver(_try: int) -> None:
        try:
            gateway.deliver(parcel)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(deliver, range(2)))
