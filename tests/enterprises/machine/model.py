"""The rules in plain Python, without database: what each act changes.

Each method does what the act should do, or raises Refused and changes nothing.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from tests.enterprises.machine.records import (
    FIRMS,
    PEOPLE,
    Access,
    Deal,
    Designation,
    Invite,
    Request,
    address_of,
)
from tests.enterprises.machine.rights import BRUSSELS, Rights, require

if TYPE_CHECKING:
    from datetime import date

LINK_LASTS = timedelta(days=14)
MOST_QUESTIONS = 10
TOO_SOON = timedelta(days=60)
MOST_REQUESTS = 10


class Managing(Rights):
    """Who manages the accesses: designated, replaced, ended, resigned."""

    def represents(self, person: str, firm: str) -> None:
        """Ask the source whether a person represents a firm: not too often."""
        lately = [
            who for who, when in self.questions if who == person and when > self.now - timedelta(hours=1)
        ]
        require(len(lately) < MOST_QUESTIONS)
        self.questions.append((person, self.now))
        require((person, firm) in self.functions)

    def appoint(self, person: str, firm: str, kind: str, *, replacing: bool = False) -> None:
        """Make somebody manager; the representative replaces whoever is in the way."""
        own = self.designation(person, firm)
        if own and own.kind == kind:
            return
        in_the_way = [own] if own else []
        if kind == "principal":
            in_the_way += [one for one in self.managers(firm) if one.kind == kind]
        require(not in_the_way or replacing)
        for one in in_the_way:
            self._end(one, "replaced", successor=person)
        self.designations.append(Designation(person, firm, kind, self_made=replacing))

    def end_designation(self, by: str, firm: str, person: str) -> None:
        """A manager removes a co-manager."""
        found = self.latest_designation(person, firm)
        assert found is not None
        self.require_manager(by, firm, over=person)
        require(found.kind == "co_gap")
        self._end(found, "ended")

    def end_as_representative(self, by: str, firm: str, person: str) -> None:
        """The representative ends anybody's designation."""
        self.represents(by, firm)
        found = self.latest_designation(person, firm)
        assert found is not None
        self._end(found, "ended")

    def resign(self, person: str, firm: str) -> None:
        """A manager gives their own designation back."""
        found = self.designation(person, firm)
        require(found)
        self._end(found, "resigned")  # type: ignore[arg-type]

    def _end(self, designation: Designation, reason: str, *, successor: str = "") -> None:
        """End it; who follows, else the first who stays and is not the person invited, takes over."""
        if designation.ended:
            return
        designation.ended = reason
        stay = sorted(self.managers(designation.firm), key=lambda one: one.kind != "principal")
        heirs = [successor] * bool(successor) + [one.person for one in stay]
        for invite in self.invites:
            theirs = (invite.worth, invite.firm) == (designation.person, designation.firm)
            if theirs and invite.unanswered and successor != designation.person:
                others = [one for one in heirs if address_of(one) != invite.address and one != invite.meant]
                invite.holder, invite.revoked = (others[0], False) if others else (invite.holder, True)


class Giving(Managing):
    """Accesses: given, changed, ended, asked for."""

    def begin(self, person: str, firm: str, role: str, starts: date, ends: date) -> Access:
        """Write a new period; the same one again is the same."""
        require(ends >= max(starts, self.today))
        existing, wanted = self.open_access(person, firm), Access(person, firm, role, starts, ends)
        if existing:
            require(existing.terms == wanted.terms)
            return existing
        if lapsed := self.latest_access(person, firm):
            lapsed.ended = True
        self.accesses.append(wanted)
        return wanted

    def add(self, *, by: str, firm: str, person: str, role: str, starts: date, ends: date) -> None:
        """A manager gives an access."""
        self.require_manager(by, firm, over=person)
        self.begin(person, firm, role, starts, ends)

    def change(self, by: str, access: Access, role: str, ends: date) -> None:
        """A manager changes an access: another period follows it."""
        self.require_manager(by, access.firm, over=access.person)
        require(not access.ended)
        if (access.role, access.ends) == (role, ends):
            return
        starts = max(access.starts, self.today)
        require(ends >= starts)
        access.ended = True
        self.begin(access.person, access.firm, role, starts, ends).by_function = access.by_function

    def take_ownership(self, person: str, firm: str) -> None:
        """Who represents the firm takes the strongest role, unless they have it for long enough."""
        held = self.open_access(person, firm)
        if held and held.role == "proprietaire" and held.starts <= self.today < held.ends - TOO_SOON:
            return
        if held:
            held.ended = True
        ends = self.today + timedelta(days=730)
        self.begin(person, firm, "proprietaire", self.today, ends).by_function = True
        for request in self.requests:
            if (request.person, request.firm, request.answer) == (person, firm, ()):
                self.withdraw(request)

    def verify(self) -> None:
        """Ask about everybody who gave themselves something; what a function that has ended gave ends."""
        for one in self.designations:
            if not one.ended and one.self_made and (one.person, one.firm) not in self.functions:
                self._end(one, "function_ended")
        for access in self.accesses:
            lasts = access is self.open_access(access.person, access.firm)
            if access.by_function and lasts and (access.person, access.firm) not in self.functions:
                self._close(access)

    def end(self, by: str, access: Access) -> None:
        """A manager ends an access; what the person sent or was sent ends too."""
        self.require_manager(by, access.firm, over=access.person)
        if access.ended:
            require(not self.open_access(access.person, access.firm))
            return
        self._close(access)

    def _close(self, access: Access) -> None:
        access.ended = True
        for invite in self.invites:
            theirs = invite.address == address_of(access.person)
            if invite.firm == access.firm and theirs and invite.unanswered:
                invite.revoked = True

    def ask(self, person: str, firm: str) -> Request:
        """Somebody asks for a role; again while waiting is the same request."""
        require(not self.open_access(person, firm))
        require([one.person for one in self.managers(firm)] != [person])
        mine = [one for one in self.requests if one.person == person]
        for one in mine:
            if one.firm == firm and not one.answer:
                return one
        require(sum(one.asked > self.now - timedelta(days=1) for one in mine) < MOST_REQUESTS)
        self.requests.append(Request(person, firm, asked=self.now))
        return self.requests[-1]

    def grant(self, by: str, request: Request, role: str, ends: date) -> None:
        """A manager says yes; the same again changes nothing."""
        self.require_manager(by, request.firm, over=request.person)
        wanted = ("granted", role, self.today, ends)
        if request.answer != wanted:
            require(not request.answer)
            self.begin(request.person, request.firm, role, self.today, ends)
            request.answer = wanted

    def decline_request(self, by: str, request: Request) -> None:
        """A manager says no; the same again changes nothing."""
        self.require_manager(by, request.firm, over=request.person)
        require(request.answer in {(), Request.DECLINED})
        request.answer = Request.DECLINED

    def withdraw(self, request: Request) -> None:
        """The person takes it back, unless it was answered."""
        require(request.answer in {(), Request.WITHDRAWN})
        request.answer = Request.WITHDRAWN


class Model(Giving):
    """Invitations and mandates, on top of the rest."""

    def invite(self, *, by: str, firm: str, address: str, meant: str | None, role: str, ends: date) -> Invite:
        """A manager sends a link."""
        self.require_manager(by, firm)
        address = address.lower()
        require(address != address_of(by) and ends >= self.today)
        require(not any(self.open_access(one, firm) for one in PEOPLE if address_of(one) == address))
        same = [one for one in self.invites if (one.firm, one.address) == (firm, address)]
        require(not any(one.to_confirm or self.sees(one) for one in same))
        for one in same:
            one.revoked = one.revoked or one.unanswered
        self.invites.append(Invite(by, firm, address, meant, role, ends, self._expiry(ends)))
        return self.invites[-1]

    def resend(self, by: str, invite: Invite) -> None:
        """A manager sends another link."""
        self.require_manager(by, invite.firm)
        require(invite.unanswered and invite.ends >= self.today)
        invite.expires = self._expiry(invite.ends)

    def accept(self, person: str, invite: Invite) -> None:
        """Whoever holds the link says yes, once; under another name a manager confirms."""
        if invite.accepted_by == person:
            require(invite.access or invite.to_confirm)
            return
        require(self.sees(invite) and self.designation(invite.worth, invite.firm))
        require(person not in {invite.sender, invite.holder} and not self.open_access(person, invite.firm))
        invite.accepted_by = person
        if invite.meant == person:
            self._give(invite)

    def decline(self, invite: Invite) -> None:
        """Whoever holds the link says no."""
        require(invite.declined or self.sees(invite))
        invite.declined = True

    def revoke(self, by: str, invite: Invite) -> None:
        """A manager takes it back."""
        self.require_manager(by, invite.firm)
        require(invite.revoked or invite.unanswered)
        invite.revoked = True

    def confirm(self, by: str, invite: Invite) -> None:
        """A manager lets an acceptance count."""
        self.require_manager(by, invite.firm, over=invite.accepted_by)
        require(invite.accepted_by)
        if invite.access is None:
            require(not invite.settled and not self.open_access(invite.accepted_by or "", invite.firm))
            self._give(invite)

    def refuse(self, by: str, invite: Invite) -> None:
        """A manager says that it is not the person meant."""
        self.require_manager(by, invite.firm, over=invite.accepted_by)
        require(invite.accepted_by and invite.access is None)
        invite.settled = True

    def propose(self, *, by: str, firm: str, side: str, role: str, ends: date) -> Deal:
        """A manager proposes a mandate to the other firm."""
        other = next(one for one in FIRMS if one != firm)
        client, holder = (firm, other) if side == "client" else (other, firm)
        self.require_manager(by, firm)
        require(ends >= self.today)
        between = [deal for deal in self.deals if (deal.client, deal.holder) == (client, holder)]
        wanted = Deal(client, holder, firm, role, self.today, ends, giver=by if side == "client" else "")
        for deal in between:
            if self.is_open(deal):
                same = ("proposer", "role", "starts", "ends")
                require(all(getattr(deal, name) == getattr(wanted, name) for name in same))
                return deal
        for deal in between:
            deal.ended = deal.ended or not deal.declined
        self.deals.append(wanted)
        return wanted

    def agree(self, by: str, firm: str, deal: Deal) -> None:
        """The other side says yes."""
        self._answers(by, firm, deal)
        require(self.is_open(deal))
        deal.giver = by if firm == deal.client and not deal.accepted else deal.giver
        deal.accepted = deal.accepted or self.now

    def disagree(self, by: str, firm: str, deal: Deal) -> None:
        """The other side says no."""
        self._answers(by, firm, deal)
        require(deal.declined or (self.is_open(deal) and not deal.accepted))
        deal.declined = True

    def end_deal(self, by: str, firm: str, deal: Deal) -> None:
        """Either side ends it."""
        self.require_manager(by, firm)
        require(not deal.declined)
        deal.ended = True

    def _answers(self, by: str, firm: str, deal: Deal) -> None:
        self.require_manager(by, firm)
        require(firm != deal.proposer)

    def _expiry(self, ends: date) -> datetime:
        last_moment = datetime.combine(ends + timedelta(days=1), time.min, tzinfo=BRUSSELS)
        return min(self.now + LINK_LASTS, last_moment)

    def _give(self, invite: Invite) -> None:
        assert invite.accepted_by is not None
        invite.access = self.begin(invite.accepted_by, invite.firm, invite.role, self.today, invite.ends)
        invite.settled = True
