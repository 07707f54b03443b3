"""Every life a session may have: never somebody else's, never surer than asserted, never alive after its end.

Hypothesis begins sign-ins in tabs of two browsers, has the federation answer them in any order, late, twice
or to the wrong browser, and end sessions of its own, moves the clock, and signs people out. A small model
(tests/accounts/lives.py) says after each step who must be signed in where. Messages are real: signed,
encrypted and verified.

A run of all tests looks at few lives. To look longer, with other ones each time:
``SESSION_LIVES=500 python3 manage.py test tests/accounts/test_lives_of_sessions.py``.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from accounts.models import User
from accounts.services import Person, register_person
from monespace.common.authors import SYSTEM
from monespace.simulators.personas import PERSONAS
from tests.accounts.lives import METHODS, Answer, Browser, Tab

LIVES = int(os.environ.get("SESSION_LIVES", "10"))
STEPS = 25
AGENT = "agent"
PEOPLE = ["citoyen", "gap", AGENT]
MINUTES = [1, 4, 6, 14, 15, 29, 30, 119, 121, 240, 480]

browsers = st.integers(0, 1)
people = st.sampled_from(PEOPLE)
levels = st.sampled_from(sorted(METHODS))


class Lives(RuleBasedStateMachine):
    """Two browsers, and whatever may happen to them."""

    tabs = Bundle("tabs")
    answers = Bundle("answers")

    @initialize()
    def begin(self):
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.travel = time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False)
        self.clock = self.travel.start()
        self.browsers = [Browser(), Browser()]
        self.over: set[str] = set()

    def teardown(self):
        if not hasattr(self, "travel"):
            return
        try:
            self.over.clear()
            self.ended_sessions_open_nothing()
        finally:
            self.travel.stop()
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    @rule(target=tabs, where=browsers, level=levels)
    def sign_in_begins(self, where: int, level: int) -> Tab:
        self.clock.shift(timedelta(seconds=1))
        return self.browsers[where].begin(level)

    @rule(target=answers, tab=tabs, person=people, level=levels)
    def federation_answers(self, tab: Tab, person: str, level: int) -> Answer:
        return tab.answer(person, level)

    @rule(answer=answers)
    def answer_comes_home(self, answer: Answer):
        answer.tab.browser.receive(answer)
        answer.tab.browser.arrive()

    @rule(answer=answers, where=browsers)
    def answer_comes_anywhere(self, answer: Answer, where: int):
        self.browsers[where].receive(answer)
        self.browsers[where].arrive()

    @rule(answer=answers, where=browsers)
    def answer_is_left_on_its_way(self, answer: Answer, where: int):
        self.browsers[where].receive(answer)

    @rule(where=browsers)
    def browser_goes_on(self, where: int):
        self.browsers[where].arrive()

    @rule(where=browsers, person=people, level=levels)
    def somebody_signs_in_without_a_hitch(self, where: int, person: str, level: int):
        browser = self.browsers[where]
        self.clock.shift(timedelta(seconds=1))
        browser.receive(browser.begin(level).answer(person, level))
        assert browser.arrive(), "the sign-in was refused"

    @rule(where=browsers, level=levels)
    def whoever_is_there_identifies_again(self, where: int, level: int):
        if self.browsers[where].expected():
            self.somebody_signs_in_without_a_hitch(where, self.browsers[where].session.answer.person, level)

    @rule(where=browsers)
    def page_is_read(self, where: int):
        self.browsers[where].read_page()

    @rule(where=browsers)
    def session_is_prolonged(self, where: int):
        self.browsers[where].prolong()

    @rule(where=browsers)
    def person_signs_out(self, where: int):
        self.browsers[where].sign_out()

    @rule(answer=answers)
    def federation_ends_a_session(self, answer: Answer):
        answer.end_there()
        for browser in self.browsers:
            browser.hear_of_the_end(answer)

    @rule(where=browsers, which=st.integers(0, 2))
    def federation_ends_what_a_session_stands_on(self, where: int, which: int):
        session = self.browsers[where].session
        if session:
            self.federation_ends_a_session(session.stands_on[which % len(session.stands_on)])

    @rule(minutes=st.sampled_from(MINUTES))
    def time_passes(self, minutes: int):
        self.clock.shift(timedelta(minutes=minutes))

    @invariant()
    def each_browser_is_who_the_model_says(self):
        for browser in self.browsers:
            assert browser.said() == browser.expected()

    @invariant()
    def ended_sessions_open_nothing(self):
        ended = {key for browser in self.browsers for key in browser.ended}
        for key in ended - self.over:
            assert not Browser.with_key(key).said()
        self.over |= ended


@pytest.mark.django_db
def test_session_is_its_persons_as_asserted_and_ends(federation):
    for key in PEOPLE:
        persona = PERSONAS[key]
        known = Person(
            national_number=persona.national_number,
            first_name=persona.first_name,
            last_name=persona.last_name,
        )
        user = register_person(actor=SYSTEM, person=known)
        User.objects.filter(pk=user.pk).update(profile_completed_at=timezone.now(), is_staff=key == AGENT)
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
