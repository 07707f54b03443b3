"""The rules in plain Python, without database: who may what."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.enterprises.machine.records import MANAGER, RIGHTS, ROLES

if TYPE_CHECKING:
    from datetime import date, datetime

    from tests.enterprises.machine.records import Access, Deal, Designation, Invite, Request

BRUSSELS = ZoneInfo("Europe/Brussels")


class Refused(Exception):
    """The rules say no."""


def require(condition: object) -> None:
    """Refuse unless the condition holds."""
    if not condition:
        raise Refused


class Rights:
    """What has happened so far, and the questions one may ask about it."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.functions: set[tuple[str, str]] = set()
        self.questions: list[tuple[str, datetime]] = []
        self.designations: list[Designation] = []
        self.accesses: list[Access] = []
        self.invites: list[Invite] = []
        self.requests: list[Request] = []
        self.deals: list[Deal] = []

    @property
    def today(self) -> date:
        """The day in Belgium."""
        return self.now.astimezone(BRUSSELS).date()

    def managers(self, firm: str) -> list[Designation]:
        """Who manages the accesses now."""
        return [one for one in self.designations if one.firm == firm and not one.ended]

    def designation(self, person: str, firm: str) -> Designation | None:
        """How a person manages the accesses now."""
        return next((one for one in self.managers(firm) if one.person == person), None)

    def is_vacant(self, firm: str) -> bool:
        """Whether somebody managed the accesses and nobody does now."""
        return not self.managers(firm) and any(one.firm == firm for one in self.designations)

    def latest_designation(self, person: str, firm: str) -> Designation | None:
        """The last designation of a person, ended or not."""
        theirs = [one for one in self.designations if (one.person, one.firm) == (person, firm)]
        return theirs[-1] if theirs else None

    def latest_access(self, person: str, firm: str) -> Access | None:
        """The last period of a person, ended or not."""
        theirs = [one for one in self.accesses if (one.person, one.firm) == (person, firm)]
        return theirs[-1] if theirs else None

    def open_access(self, person: str, firm: str) -> Access | None:
        """The period of a person that lasts, or starts later."""
        latest = self.latest_access(person, firm)
        return latest if latest and not latest.ended and latest.ends >= self.today else None

    def role(self, person: str, firm: str) -> str | None:
        """The role of a person today."""
        access = self.open_access(person, firm)
        return access.role if access and access.starts <= self.today else None

    def is_open(self, deal: Deal) -> bool:
        """Whether a mandate is neither refused, ended nor past."""
        return not deal.declined and not deal.ended and deal.ends >= self.today

    def role_by_mandate(self, person: str, firm: str) -> str | None:
        """The weaker of the role at home and the one agreed, by the mandate agreed first."""
        in_force = [
            deal
            for deal in self.deals
            if deal.client == firm and deal.accepted and self.is_open(deal) and deal.starts <= self.today
        ]
        given_by_others = [deal for deal in in_force if deal.giver != person]
        for deal in sorted(given_by_others, key=lambda deal: deal.accepted or self.now):
            if own := self.role(person, deal.holder):
                return max(own, deal.role, key=ROLES.index)
        return None

    def permissions(self, person: str, firm: str) -> frozenset[str] | None:
        """What a person may do in a firm's space today; None when it does not exist for them."""
        role, manages = self.role(person, firm), self.designation(person, firm)
        if role or manages:
            return RIGHTS.get(role or "", frozenset()) | (MANAGER if manages else frozenset())
        mandated = self.role_by_mandate(person, firm)
        return RIGHTS[mandated] - {"members.see"} if mandated else None

    def require_manager(self, person: str, firm: str, *, over: str | None = None) -> None:
        """Refuse who does not manage the accesses, and anybody over their own."""
        require(self.designation(person, firm) and person != over)

    def sees(self, invite: Invite) -> bool:
        """Whether its link still works."""
        return invite.unanswered and self.now < invite.expires
