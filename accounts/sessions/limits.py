"""How long a session may last (OWASP ASVS 3.3): shorter for agents, who see other people's dossiers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.people.models import User


@dataclass(frozen=True)
class Limits:
    """``idle``: without any request; ``absolute``: whatever the person does."""

    idle: timedelta
    absolute: timedelta

    @property
    def idle_minutes(self) -> int:
        """``idle`` in minutes, for people."""
        return self.idle // timedelta(minutes=1)

    @property
    def absolute_hours(self) -> int:
        """``absolute`` in hours, for people."""
        return self.absolute // timedelta(hours=1)


PEOPLE = Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=8))
AGENTS = Limits(idle=timedelta(minutes=15), absolute=timedelta(hours=4))

KEPT_FOR = timedelta(hours=24)  # so that a form sent too late still finds whose it is, and waits for them
MOST_FORMS = 10  # kept of a person: of older ones is only said that they were (ADR 0063)
LARGEST_FORM = 500_000  # characters, names of its fields included
MOST_FORMS_OF_ALL = 20_000  # in the table, whoever's they are
DEVICE_KNOWN_FOR = timedelta(days=400)  # since the last sign-in from it; browsers keep no cookie longer
END_SAID_FROM = timedelta(minutes=15)  # before the absolute end, on every page
SEEN_EVERY = timedelta(minutes=1)  # how finely signs of life are written down


def limits_of(user: User | None) -> Limits:
    """Return how long the sessions of ``user`` may last."""
    return AGENTS if user and user.is_staff else PEOPLE
