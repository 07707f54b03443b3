"""Accesses under everything people do, in any order: each act beside the model, invariants after each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, initialize, multiple, rule, run_state_machine_as_test

from monespace.common.errors import DomainError
from tests.enterprises.machine.access_rules import ManagersAndAccesses
from tests.enterprises.machine.base import days, firms, managers, people, roles
from tests.enterprises.machine.records import PEOPLE, address_of
from tests.support.register_stub import StubRegister

if TYPE_CHECKING:
    from collections.abc import Iterator

addresses = st.sampled_from([address_of(one) for one in PEOPLE] + ["ANN@exemple.be", "autre@exemple.be"])
invitees = st.tuples(addresses, st.none() | people)
sides = st.sampled_from(["client", "holder"])


class Accesses(ManagersAndAccesses):
    """Everything people do: on top of the rest, invitations, requests and mandates."""

    invites, requests, deals = Bundle("invites"), Bundle("requests"), Bundle("deals")

    @initialize(target=invites)
    def begin(self):
        """Let each firm have a manager who waits for an answer: most of what follows needs one."""
        begun = []
        for manager, firm, invited in (("Ann", "bakery", "Cleo"), ("Bert", "office", "Dirk")):
            self.designate(manager, firm, "principal")
            begun.append(self.invite(manager, firm, (address_of(invited), invited), "collaborateur", 400))
        self.add("Bert", "office", "Cleo", "collaborateur", (0, 400))
        return multiple(*begun)

    @initialize(target=deals)
    def begin_together(self):
        """Let a mandate wait for its answer."""
        self.designate("Ann", "bakery", "principal")
        return self.propose("Ann", "bakery", "client", "collaborateur", 400)

    @rule(target=invites, by=managers, firm=firms, to=invitees, role=roles, last=days)
    def invite(self, by, firm, to, role, last):
        given = {"by": self.who(by, firm), "firm": firm, "role": role, "ends": self.in_days(last)}
        given |= {"address": to[0], "meant": to[1]}
        made = self.both(lambda: self.model.invite(**given), lambda: self.world.invite(**given))
        if made is None:
            return multiple()
        invite, invite.row = made
        invite.tokens = [self.world.last_link()]
        return invite

    @rule(by=managers, invite=invites)
    def resend(self, by, invite):
        by, before = self.who(by, invite.firm), self.world.last_link()
        self.both(lambda: self.model.resend(by, invite), lambda: self.world.resend(by, invite))
        if (sent := self.world.last_link()) != before:  # a second press of the button sends nothing
            invite.tokens.append(sent)

    @rule(person=people, invite=invites, accepts=st.sampled_from([True, True, True, False]))
    def respond(self, person, invite, accepts):
        *former, token = invite.tokens
        for one in former:
            with pytest.raises(DomainError):
                self.world.accept(person, one)
        if accepts:
            self.both(lambda: self.model.accept(person, invite), lambda: self.world.accept(person, token))
        else:
            self.both(lambda: self.model.decline(invite), lambda: self.world.decline(token))

    @rule(by=managers, invite=invites, what=st.sampled_from(["revoke", "confirm", "refuse"]))
    def decide_about(self, by, invite, what):
        by = self.who(by, invite.firm)
        self.both(
            lambda: getattr(self.model, what)(by, invite), lambda: getattr(self.world, what)(by, invite)
        )

    @rule(target=requests, person=people, firm=firms, role=roles)
    def ask(self, person, firm, role):
        made = self.both(lambda: self.model.ask(person, firm), lambda: self.world.ask(person, firm, role))
        if made is None:
            return multiple()
        request, request.row = made
        return request

    @rule(request=requests)
    def withdraw(self, request):
        self.both(lambda: self.model.withdraw(request), lambda: self.world.withdraw(request))

    @rule(by=managers, request=requests, role=roles, last=st.none() | days)
    def answer(self, by, request, role, last):
        by = self.who(by, request.firm)
        if last is None:
            self.both(
                lambda: self.model.decline_request(by, request),
                lambda: self.world.decline_request(by, request),
            )
            return
        ends = self.in_days(last)
        self.both(
            lambda: self.model.grant(by, request, role, ends),
            lambda: self.world.grant(by, request, role, self.model.today, ends),
        )

    @rule(target=deals, by=managers, firm=firms, side=sides, role=roles, last=days)
    def propose(self, by, firm, side, role, last):
        given = {
            "by": self.who(by, firm),
            "firm": firm,
            "side": side,
            "role": role,
            "ends": self.in_days(last),
        }
        made = self.both(
            lambda: self.model.propose(**given),
            lambda: self.world.propose(**given, starts=self.model.today),
        )
        if made is None:
            return multiple()
        deal, deal.row = made
        return deal

    @rule(by=managers, firm=firms, deal=deals, what=st.sampled_from(["agree", "disagree", "end_deal"]))
    def decide_together(self, by, firm, deal, what):
        by = self.who(by, firm)
        self.both(
            lambda: getattr(self.model, what)(by, firm, deal),
            lambda: getattr(self.world, what)(by, firm, deal),
        )


@pytest.fixture
def _register(settings) -> Iterator[None]:
    """The authentic source that the machine changes."""
    Accesses.register = StubRegister()
    settings.BCE_URL = Accesses.register.url
    yield
    Accesses.register.stop()


@pytest.mark.django_db
@pytest.mark.usefixtures("_register")
def test_accesses_follow_the_rules_whatever_people_do():
    run_state_machine_as_test(
        Accesses,
        settings=settings(
            max_examples=16,
            stateful_step_count=50,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
