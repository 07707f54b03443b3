"""Which service is competent: one for everybody, or others where the answers meet a condition (ADR 0121)."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from dossiers.engine.base import Key, Model, Slug, Text, Words
from dossiers.engine.conditions import DeclaredCondition

EmailAddress = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254)]
MOST_CHANNELS: Final = 30
MOST_ROUTES: Final = 30


class Service(Model):
    """The competent service, and how to reach it."""

    name: Text
    email: EmailAddress
    phone: Words


class Channel(Model):
    """One way a submission reaches a service."""

    gateway: Literal["https", "folder", "s3", "mailbox", "portal"] = Field(
        description="https: to a system of the service's own; folder, s3: put where the service collects it; "
        "portal: its case officers handle it here; mailbox: a notice by e-mail beside one of these."
    )
    service: Slug
    documents: Literal["listed", "links"] = Field(
        default="listed",
        description="links (https only): the JSON says of each document where to read it, for some days.",
    )

    @property
    def way(self) -> tuple[str, str]:
        """What tells it from others: gateway and service."""
        return self.gateway, self.service


Channels = Annotated[tuple[Channel, ...], Field(min_length=1, max_length=MOST_CHANNELS)]


class Route(Model):
    """Another competent service, and the ways to it, for requests whose answers meet a condition."""

    key: Key
    when: DeclaredCondition
    service: Service
    delivery: Channels
