"""Two tabs, typing, buttons, late requests: what was typed is kept, or its page says that it is not."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossiers.models import StepAnswers
from tests.filling.browser import Page, open_step
from tests.filling.factories import draft_of, publish

pytestmark = pytest.mark.django_db

WORDS = st.text(st.characters(exclude_characters="\x00\r\n{}%", exclude_categories=["Cs"]), max_size=8)
TAB = st.integers(0, 1)
ACTS = st.one_of(
    st.tuples(st.just("type"), TAB, WORDS),
    st.tuples(st.just("type offline"), TAB, WORDS),
    st.tuples(st.just("press"), TAB, st.sampled_from(["continue", "save", "previous", "upload"])),
    st.tuples(st.just("language"), TAB, st.just("nl")),
    st.tuples(st.just("deliver late"), TAB, st.just("")),
    st.tuples(st.just("reopen"), TAB, st.just("")),
)
OTHERS = {"age": "40", "situation": "seul"}


@dataclass
class Tab:
    """An open page of the step: what stands in its input, and what it sent that has not arrived yet."""

    page: Page
    shown: str
    lost: list[tuple[int, str]] = field(default_factory=list)

    @classmethod
    def of(cls, page: Page) -> Tab:
        return cls(page, page.fields["surnom"])


class Model:
    """What is kept, by the last request that was taken; the tabs that have not seen it must be refused."""

    def __init__(self, client, draft) -> None:
        self.client, self.draft = client, draft
        self.kept = ""
        self.tabs = [self.opened(), self.opened()]

    def opened(self) -> Tab:
        return Tab.of(open_step(self.client, self.draft, "vous"))

    def do(self, verb: str, tab: Tab, words: str) -> Tab:
        if verb == "type":
            return self.type(tab, words)
        if verb == "type offline":
            tab.shown = words
            if tab.page.form.get("data-autosave") is None:
                return tab
            tab.page.typings += 1
            tab.lost.append((tab.page.typings, words))
            return tab
        if verb == "deliver late":
            return self.deliver(tab)
        if verb == "reopen":
            return self.opened()
        return self.press(tab, verb, words)

    def type(self, tab: Tab, words: str) -> Tab:
        tab.shown = words
        if tab.page.form.get("data-autosave") is None:  # two versions are shown: nothing goes by itself
            return tab
        answer = tab.page.type(surnom=words, **OTHERS)
        assert answer.status_code in {200, 409}
        if answer.status_code == 200:
            self.kept = words
        return tab

    def deliver(self, tab: Tab) -> Tab:
        """A request that was under way arrives: it counts only if nothing of its page came after it."""
        for count, words in tab.lost:
            sent = tab.page.typings
            answer = tab.page.type(surnom=words, count=count, **OTHERS)
            tab.page.typings = sent
            if answer.status_code == 200:
                self.kept = words
        tab.lost.clear()
        return tab

    def press(self, tab: Tab, verb: str, words: str) -> Tab:
        chosen = {"page_language": "fr"} if verb == "language" else {}
        answer = tab.page.post("" if chosen else words, surnom=tab.shown, **OTHERS, **chosen)
        if answer.response.status_code == 409:
            assert answer.fields["surnom"] == tab.shown  # both versions are there to choose from
            assert self.stored() == self.kept
            return Tab.of(answer)
        assert answer.response.status_code in {200, 302}
        self.kept = tab.shown
        return Tab(tab.page, tab.shown, tab.lost)

    def stored(self) -> str:
        row = StepAnswers.objects.filter(dossier=self.draft, step="vous").first()
        return row.values["surnom"] if row else ""


@pytest.fixture
def version(db):
    """The published version all drafts are of."""
    return publish()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTS, min_size=2, max_size=10))
def test_what_was_typed_is_kept_or_said_not_to_be(citizen, person, version, sequence):
    model = Model(citizen, draft_of(person, version=version))
    for verb, number, words in sequence:
        model.tabs[number] = model.do(verb, model.tabs[number], words)
        assert model.stored() == model.kept
    assert model.opened().shown == model.kept
