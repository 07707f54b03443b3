"""The machine without its rules: the clock, the model beside the portal, and what holds after every step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant

from monespace.common.errors import DomainError
from tests.enterprises.machine import invariants
from tests.enterprises.machine.model import Model
from tests.enterprises.machine.records import FIRMS, PEOPLE, ROLES
from tests.enterprises.machine.rights import Refused
from tests.enterprises.machine.world import World

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tests.support.register_stub import StubRegister

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
WHOEVER_MANAGES, WHOEVER_REPRESENTS = "whoever manages", "whoever represents"

people, firms, roles = st.sampled_from(PEOPLE), st.sampled_from(FIRMS), st.sampled_from(ROLES)
managers = st.just(WHOEVER_MANAGES) | people
representatives = st.just(WHOEVER_REPRESENTS) | people
days = st.sampled_from([0, 3, 20, 400])


class Machine(RuleBasedStateMachine):
    """Four people, two firms, a clock that moves a second with each act."""

    register: StubRegister

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(START, tick=False)
        self.time = self.clock.start()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.model, self.world, self.history = Model(START), World(self.register), invariants.History()
        self.rights = invariants.RightsOfNow()

    def teardown(self) -> None:
        """Undo what this run wrote, once every vacancy was shown to have its way out."""
        try:
            for place in invariants.EVERYWHERE:
                invariants.entering_gives(self.world, self.model, *place)
            self.every_vacancy_ends_with_a_designation()
        finally:
            transaction.set_rollback(True)
            self.undone.__exit__(None, None, None)
            self.clock.stop()

    def every_vacancy_ends_with_a_designation(self) -> None:
        """Let the representative do what the pages say."""
        self.pass_time(timedelta(hours=2))
        for firm in FIRMS:
            if self.model.is_vacant(firm):
                self.world.hold_function("Dirk", firm, held=True)
                self.world.designate_self("Dirk", firm)
                assert self.world.entering("Dirk", firm).is_gap

    def both(self, expected: Callable[[], Any], act: Callable[[], Any]) -> tuple[Any, Any] | None:
        """Act in the model and through the service; None when both refuse, a failure when only one does."""
        self.pass_time(timedelta(seconds=1))
        try:
            foreseen = expected()
        except Refused:
            with pytest.raises(DomainError):
                act()
            return None
        return foreseen, act()

    def pass_time(self, time: timedelta) -> None:
        """Move the portal's clock and the model's."""
        self.time.shift(time)
        self.model.now += time

    def who(self, by: str, firm: str) -> str:
        """Return the person meant: most acts are tried by somebody who may."""
        managing = self.model.managers(firm)
        if by == WHOEVER_REPRESENTS:
            return next((person for person, where in self.model.functions if where == firm), PEOPLE[0])
        if by == WHOEVER_MANAGES:
            return managing[0].person if managing else PEOPLE[0]
        return by

    def in_days(self, count: int) -> date:
        """Return the day that many days from now."""
        return self.model.today + timedelta(days=count)

    @invariant()
    def rules_hold(self) -> None:
        """Everything that holds after each act."""
        self.history.is_only_added_to()
        invariants.accesses_are_as_expected(self.model)
        invariants.nobody_changes_their_own_rights()
        invariants.nobody_is_lost_without_a_record(self.model)
        invariants.invitations_say_what_happened(self.model)
        invariants.mandates_have_both_sides(self.model)
        self.rights.are_as_expected(self.world, self.model)
