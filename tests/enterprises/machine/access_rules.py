"""Rules of the machine: time, the source of representatives, access managers, accesses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule

from monespace.common.errors import DomainError
from tests.enterprises.machine.base import (
    WHOEVER_MANAGES,
    WHOEVER_REPRESENTS,
    Machine,
    days,
    firms,
    managers,
    people,
    representatives,
    roles,
)
from tests.enterprises.machine.records import PEOPLE

pauses = st.sampled_from([timedelta(hours=1), timedelta(days=1), timedelta(days=15), timedelta(days=400)])
starts = st.sampled_from([0, 5])
kinds = st.sampled_from(["principal", "co_gap"])


class ManagersAndAccesses(Machine):
    """Who manages, and who has which role."""

    @rule(time=pauses)
    def wait(self, time):
        self.pass_time(time)

    @rule(person=people, firm=firms, held=st.booleans())
    def represent(self, person, firm, held):
        self.world.hold_function(person, firm, held=held)
        self.model.functions -= {(one, firm) for one in PEOPLE}
        self.model.functions |= {(person, firm)} if held else set()

    @rule(person=people, firm=firms, kind=kinds)
    def designate(self, person, firm, kind):
        by = self.who(WHOEVER_MANAGES, firm)
        with pytest.raises(DomainError):
            self.world.designate_by_hand(by, firm, person)
        self.both(
            lambda: self.model.appoint(person, firm, kind), lambda: self.world.designate(person, firm, kind)
        )

    @rule(person=representatives, firm=firms, owning=st.booleans())
    def designate_self(self, person, firm, owning):
        person = self.who(person, firm)

        def foreseen():
            self.model.represents(person, firm)
            self.model.appoint(person, firm, "principal", replacing=True)
            if owning:
                self.model.take_ownership(person, firm)

        self.both(foreseen, lambda: self.world.designate_self(person, firm, owning=owning))

    @rule()
    def verify(self):
        self.pass_time(timedelta(days=1, minutes=1))
        self.both(self.model.verify, self.world.verify)

    @rule(by=managers, firm=firms, person=people, representing=st.booleans())
    def end_designation(self, by, firm, person, representing):
        if self.model.latest_designation(person, firm) is None:
            return
        by = self.who(WHOEVER_REPRESENTS if representing else by, firm)
        name = "end_as_representative" if representing else "end_designation"
        self.both(
            lambda: getattr(self.model, name)(by, firm, person),
            lambda: getattr(self.world, name)(by, firm, person),
        )

    @rule(person=managers, firm=firms)
    def resign(self, person, firm):
        person = self.who(person, firm)
        self.both(lambda: self.model.resign(person, firm), lambda: self.world.resign(person, firm))

    @rule(by=managers, firm=firms, person=people, role=roles, period=st.tuples(starts, days))
    def add(self, by, firm, person, role, period):
        given = {"firm": firm, "person": person, "role": role, "by": self.who(by, firm)}
        given |= {"starts": self.in_days(period[0]), "ends": self.in_days(period[1])}
        self.both(lambda: self.model.add(**given), lambda: self.world.add(**given))

    @rule(by=managers, firm=firms, person=people, role=roles, last=days)
    def change(self, by, firm, person, role, last):
        access, by, ends = self.model.latest_access(person, firm), self.who(by, firm), self.in_days(last)
        if access:
            self.both(
                lambda: self.model.change(by, access, role, ends),
                lambda: self.world.change(by, firm, person, role, ends),
            )

    @rule(by=managers, firm=firms, person=people)
    def end(self, by, firm, person):
        access, by = self.model.latest_access(person, firm), self.who(by, firm)
        if access:
            self.both(lambda: self.model.end(by, access), lambda: self.world.end(by, firm, person))
