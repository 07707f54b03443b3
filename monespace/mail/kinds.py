"""The kinds of mails: each has a budget within which it reaches others, or says why none (ADR 0060)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from django.conf import settings


class Unlimited(Enum):
    """Why a kind of mail needs no budget: nobody can have it sent to somebody else at will."""

    OWN = "It goes to the person whose act causes it, at an address that they proved."
    ANSWER = "It answers, once, what its recipient sent."
    SERVICE = "It goes to the competent service, once for each dossier that was sent to it."
    STEP = "It tells, once, of a step of the service that handles what its recipient’s side sent."
    BY_DATE = "The calendar causes it, a fixed number of times for what its recipient agreed to."


@dataclass(frozen=True)
class MailKind:
    """A kind of mail, and its budget.

    ``limit`` is the name of one of MAIL_BUDGETS, or why there is none. Beyond the budget the act that would
    send the mail is refused; where ``is_left_out``, the act goes on without the mail. ``shares`` names the
    template where it is not the kind's own: ``templates/mail/<template>.{subject.txt,txt,html}``.
    """

    every: ClassVar[dict[str, MailKind]] = {}

    name: str
    limit: str | Unlimited
    is_left_out: bool = False
    shares: str = ""

    def __post_init__(self) -> None:
        if self.name in MailKind.every:
            raise ValueError(f"Two kinds of mails are called {self.name}.")
        if isinstance(self.limit, str) and self.limit not in settings.MAIL_BUDGETS:
            raise ValueError(f"{self.limit} is no budget.")
        MailKind.every[self.name] = self

    @property
    def budget(self) -> str:
        """The name of its budget; nothing without one."""
        return self.limit if isinstance(self.limit, str) else ""

    @property
    def template(self) -> str:
        """The name of its template."""
        return self.shares or self.name
