"""A recipient of mails who has no account: a name and an address that somebody else gave."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Somebody known by a name and an address that another person gave."""

    display_name: str
    email: str
    pk: None = None
