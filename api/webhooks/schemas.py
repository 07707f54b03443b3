"""What is told of where a system is told of events, and what it asks for again."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime

from api.schemas import Body


class Webhook(Body):
    """An address of your system; `deliveredAt` is when something last arrived there, to the minute."""

    href: str
    id: UUID
    url: str
    event_types: list[str]
    state: Literal["enabled", "disabled"]
    delivered_at: datetime | None = None


class WebhookList(Body):
    """The addresses of your system, the oldest first."""

    items: list[Webhook]


class Period(Body):
    """From `since` on, until before `until`: past, 31 days at most; both with an offset."""

    since: AwareDatetime
    until: AwareDatetime


class Replay(Body):
    """That so many events of a period are sent once more to the address behind `href`."""

    href: str
    since: datetime
    until: datetime
    events: int
