"""A draft that moves to a newer version while it is saved, sent away or moved: one outcome."""

from __future__ import annotations

import pytest

from dossiers.drafts.services import discard_draft
from dossiers.filling.errors import NoLongerDraft, StaleAnswers
from dossiers.filling.saves import Save
from dossiers.filling.selectors import get_draft
from dossiers.filling.services import save_step
from dossiers.models import StepAnswers
from dossiers.upgrades.errors import ChangedAgain
from dossiers.upgrades.selectors import upgrade_of
from dossiers.upgrades.services import upgrade_draft
from enterprises.rights.permissions import Permission
from monespace.journal.models import Event
from tests.filling.factories import draft_of
from tests.filling.saving import save_raw
from tests.submission.factories import actor_of
from tests.support.factories import PersonFactory
from tests.support.race import race
from tests.upgrades.scene import change

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene():
    """A person, a draft of theirs that a newer version takes, and what they were shown of it."""
    person = PersonFactory()
    draft = draft_of(person)
    save_raw(draft, person, "vous", {"surnom": "Lili", "situation": "seul"})
    change()
    actor = actor_of(person)
    return actor, draft, upgrade_of(actor, get_draft(actor, draft.pk, Permission.FILL_DOSSIERS)).seen


def test_moved_by_three_tabs_at_once(scene):
    actor, draft, seen = scene
    outcomes = race(*[lambda: upgrade_draft(actor=actor, dossier=draft, seen=seen)] * 3)
    assert outcomes == [None] * 3
    assert Event.objects.filter(tag="draft.upgraded").count() == 1


def test_saved_at_the_same_moment_nothing_is_lost_unseen(scene):
    actor, draft, seen = scene
    typed = {"surnom": "Zaza", "situation": "couple"}
    moved, saved = race(
        lambda: upgrade_draft(actor=actor, dossier=draft, seen=seen),
        lambda: save_step(
            actor=actor, dossier=draft, step="vous", values=typed, save=Save.of(base="", page="a" * 32)
        ),
    )
    values = StepAnswers.objects.get(dossier=draft, step="vous").values
    if isinstance(moved, ChangedAgain):
        assert values == typed
    else:
        assert isinstance(saved, StaleAnswers), "the tab is shown both versions"
        assert values == {"situation": "seul"}


def test_deleted_at_the_same_moment(scene):
    actor, draft, seen = scene
    moved, deleted = race(
        lambda: upgrade_draft(actor=actor, dossier=draft, seen=seen),
        lambda: discard_draft(actor=actor, dossier=draft),
    )
    assert deleted is None
    assert moved is None or isinstance(moved, NoLongerDraft)
