"""How long a session may last (OWASP ASVS 3.3): shorter for agents, who see other people's dossiers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Limits:
    """``idle``: without any request; ``absolute``: whatever the person does."""

    idle: timedelta
    absolute: timedelta


PEOPLE = Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=8))
AGENTS = Limits(idle=timedelta(minutes=15), absolute=timedelta(hours=4))

KEPT_FOR = timedelta(hours=24)  # so that a form sent too late still finds whose it is, and waits for them
SEEN_EVERY = timedelta(minutes=1)  # how finely signs of life are written down
