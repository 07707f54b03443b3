"""Whatever is added, changed, removed, put back and moved, in new pages and old: what is sent at the end."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossiers.catalogue.published import published_definition
from dossiers.engine import Journey
from dossiers.engine.json_schema import payload_schema
from dossiers.models import StepAnswers
from tests.engine.groups.schemas import is_valid
from tests.engine.samples import TODAY
from tests.filling.browser import Page, open_step
from tests.filling.factories import draft_of, publish
from tests.filling.groups.samples import STEPS

pytestmark = pytest.mark.django_db

AMOUNTS = st.sampled_from(["1", "2", "30", "x", ""])
ANSWERS = st.fixed_dictionaries({"montant": AMOUNTS, "neuf": st.sampled_from(["yes", "no"]), "quoi": AMOUNTS})
VERBS = st.sampled_from(["remove", "restore", "up", "down"])
ACTS = st.one_of(
    st.tuples(st.just("add"), ANSWERS),
    st.tuples(st.just("edit"), st.integers(0, 3), ANSWERS),
    st.tuples(VERBS, st.integers(0, 3), st.booleans()),
    st.tuples(st.just("save")),
)


@pytest.fixture
def version(db):
    """The published version all drafts are of."""
    return publish(steps=STEPS)


class Model:
    """What the person knows to be there: ids, answers and whether removed, in order."""

    def __init__(self) -> None:
        self.items: list[list] = []

    def shown(self) -> list[list]:
        return [one for one in self.items if not one[2]]

    def do(self, verb: str, id_: str) -> None:
        """Remove, put back, or change places with the neighbour that is shown."""
        one = next(one for one in self.items if one[0] == id_)
        if verb in {"remove", "restore"}:
            one[2] = verb == "remove"
        elif one in (shown := self.shown()):
            place = shown.index(one) + (1 if verb == "down" else -1)
            if 0 <= place < len(shown):
                a, b = self.items.index(one), self.items.index(shown[place])
                self.items[a], self.items[b] = self.items[b], self.items[a]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTS, min_size=3, max_size=10))
def test_what_is_sent_is_what_the_person_left_there(citizen, person, version, sequence):
    draft, model = draft_of(person, version=version), Model()
    open_step(citizen, draft, "travaux").post("save", audit="A1")
    old = open_step(citizen, draft, "travaux")
    for act in sequence:
        page = open_step(citizen, draft, "travaux")
        if act[0] == "save":
            page.post("save")
            model.items = model.shown()
        elif act[0] == "add" and len(model.shown()) < 4:
            opened = page.post("factures:add").follow()
            opened.post("save", **act[1])
            model.items.append([opened.url.rstrip("/").rpartition("/")[2], act[1], False])
        elif act[0] == "edit" and len(model.shown()) > act[1]:
            one = model.shown()[act[1]]
            page.post(f"factures:edit:{one[0]}").follow().post("save", **act[2])
            one[1] = act[2]
        elif act[0] in {"remove", "restore", "up", "down"} and len(model.items) > act[1]:
            id_ = model.items[act[1]][0]
            (old if act[2] else page).post(f"factures:{act[0]}:{id_}")
            model.do(act[0], id_)
    check(draft, version, model)


def check(draft, version, model: Model) -> None:
    """Compare what is saved with a fresh run of the same final answers."""
    saved = StepAnswers.objects.get(dossier=draft, step="travaux").values
    definition = published_definition(version)
    fresh = [
        {"id": f"{rank:012x}", "answers": {**one[1], "lignes": []}} for rank, one in enumerate(model.shown())
    ]
    one, again = (
        Journey(definition, {"travaux": answers}, today=TODAY)
        for answers in (saved, {**saved, "factures": fresh})
    )
    assert one.payload() == again.payload()
    assert [item["answers"] for item in one.typed()["travaux"].get("factures", [])] == [
        item["answers"] for item in again.typed()["travaux"]["factures"]
    ]
    hidden = [
        item for item in one.payload()["travaux"].get("factures", ()) if "quoi" in item and not item["neuf"]
    ]
    assert hidden == []
    if one.is_complete:
        assert is_valid(one.payload(), payload_schema(definition))


def test_an_old_page_is_still_of_use(citizen, person, version):
    """The success path of what the acts above do in an old page."""
    draft = draft_of(person, version=version)
    old = open_step(citizen, draft, "travaux")
    opened: Page = open_step(citizen, draft, "travaux").post("factures:add").follow()
    opened.post("save", montant="1", neuf="no")
    assert (
        old.post(f"factures:remove:{opened.url.rstrip('/').rpartition('/')[2]}").response.status_code == 302
    )
    assert StepAnswers.objects.get(dossier=draft).values["factures"][0]["removed"] is True
