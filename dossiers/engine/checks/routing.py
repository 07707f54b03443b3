"""Every request has a service that gets it: ways to it that make sense, and routes that somebody goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossiers.engine.checks.meeting import why_never
from dossiers.engine.checks.references import check_condition, references_before
from dossiers.engine.checks.structure import Finding, repeated
from dossiers.engine.possibility import Possibility

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dossiers.engine.possibility.formulas import Formula
    from dossiers.engine.reading import Path
    from dossiers.engine.routing import Channel
    from dossiers.engine.schema import Definition


def check_routing(definition: Definition) -> Iterator[Finding]:
    """Give what is wrong in the ways to the services, and in the conditions that choose among them."""
    yield from _check_delivery(definition.delivery, ("delivery",))
    routes = definition.routes
    yield from repeated([(("routes", rank), one.key) for rank, one in enumerate(routes)], "the route")
    known = references_before(definition, len(definition.steps))
    for rank, one in enumerate(routes):
        yield from check_condition(definition, one.when, ("routes", rank, "when"), known)
        yield from _check_delivery(one.delivery, ("routes", rank, "delivery"))


def check_routes_possible(definition: Definition) -> Iterator[Finding]:
    """Give the routes that nobody goes: their condition never holds, or one before them always does."""
    possible = Possibility(definition)
    before: list[Formula] = []
    for rank, one in enumerate(definition.routes):
        met = possible.condition(one.when, step=None)
        path: Path = ("routes", rank, "when")
        if reason := why_never(possible, met):
            yield Finding(path, f"nobody is sent to “{one.key}”: {reason}")
        elif not possible.of(*before, met, in_a_dossier=True):
            message = f"nobody is sent to “{one.key}”: a route before it takes them all; put this one first"
            yield Finding(path, message)
        before.append(met.opposite())


def _check_delivery(channels: tuple[Channel, ...], path: Path) -> Iterator[Finding]:
    """Each way to a service stands once, and one service at most handles the dossiers in the portal."""
    seen: set[tuple[str, str]] = set()
    for rank, channel in enumerate(channels):
        message = _problem(channel, channels, seen)
        if message:
            yield Finding((*path, rank), message)
        seen.add(channel.way)


def _problem(channel: Channel, channels: tuple[Channel, ...], seen: set[tuple[str, str]]) -> str | None:
    """Say what is wrong with a channel among others, after those that were seen."""
    if channel.way in seen:
        return f"{channel.gateway} to “{channel.service}” stands twice; once is enough"
    if channel.gateway == "portal" and any(gateway == "portal" for gateway, _service in seen):
        return "a second service would handle the dossiers in the portal; only one can"
    if channel.gateway == "mailbox" and not _has_other_way(channels, channel.service):
        return f"a mailbox gets a notice only: give “{channel.service}” another way as well"
    if channel.documents == "links" and channel.gateway != "https":
        return f"{channel.gateway} needs no links to documents: only https carries none itself"
    return None


def _has_other_way(channels: tuple[Channel, ...], service: str) -> bool:
    return any(one.service == service and one.gateway != "mailbox" for one in channels)
