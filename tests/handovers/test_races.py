"""A draft handed over by two people, or twice by one, at the same moment: one outcome, one mail."""

from __future__ import annotations

import pytest

from dossiers.drafts.services import discard_draft
from dossiers.filling.errors import NoLongerDraft
from dossiers.handovers.errors import HandedMeanwhile
from dossiers.handovers.models import Handover
from tests.handovers.scene import Team, mails
from tests.support.race import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_people_who_hand_it_over_at_once_leave_one_holder():
    team = Team.build()
    outcomes = race(
        *[
            lambda: team.hand_over(team.colleague, seen=""),
            lambda: team.hand_over(team.giver, by=team.owner, seen=""),
        ]
        * 2
    )
    handover = Handover.objects.get()
    assert mails().get().recipient == handover.handed_to
    ours, theirs = outcomes[::2], outcomes[1::2]
    done, refused = (ours, theirs) if handover.handed_by == team.giver else (theirs, ours)
    assert done == [handover] * 2
    assert all(isinstance(one, HandedMeanwhile) for one in refused)


def test_pressed_twice_at_once_is_one_mail():
    team = Team.build()
    outcomes = race(*[lambda: team.hand_over(team.colleague, seen="")] * 3)
    assert outcomes == [Handover.objects.get()] * 3
    assert mails().count() == 1


def test_deleted_at_the_same_moment_it_is_handed_over_before_or_not_at_all():
    team = Team.build()
    handed, deleted = race(
        lambda: team.hand_over(team.colleague, seen=""),
        lambda: discard_draft(actor=team.acting(team.owner), dossier=team.draft),
    )
    assert deleted is None
    assert isinstance(handed, Handover | NoLongerDraft)
    assert mails().count() == isinstance(handed, Handover)
