"""Signatures at the same moment as something else: one outcome, and one sending."""

from __future__ import annotations

import pytest

from dossiers.cosigning.errors import NoLongerAwaiting, SigningClosed
from dossiers.cosigning.services import recall
from dossiers.models import Dossier, Signatory, Submission
from dossiers.states import State
from monespace.journal.models import Event
from tests.cosigning.scene import BOTH, ask, decline, draft_to_sign, invited, person, sign, state_of, tokens
from tests.submission.factories import actor_of
from tests.support.race import race

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_last_signatures_at_once_send_once():
    dossier = draft_to_sign(BOTH)
    ask(dossier, invited(), invited("Luc Maes", "luc@exemple.be"))
    (first, second), ann, luc = tokens(), person(), person("Luc", "Maes")
    outcomes = race(*[lambda: sign(ann, first), lambda: sign(luc, second)] * 3)
    assert all(isinstance(outcome, Signatory) for outcome in outcomes)
    assert state_of(dossier) == State.SUBMITTED
    assert Submission.objects.count() == 1
    assert Event.objects.about(dossier).filter(tag="dossier.submitted").count() == 1


def test_last_signature_and_recall_at_once_have_one_outcome():
    dossier, ann = draft_to_sign(), person()
    ask(dossier)
    [token], asker = tokens(), actor_of(dossier.created_by)
    contenders = [lambda: sign(ann, token), lambda: recall(actor=asker, dossier_id=dossier.pk)]
    outcomes = race(*contenders * 3)
    signed, recalled = outcomes[::2], outcomes[1::2]
    if state_of(dossier) == State.SUBMITTED:
        assert all(isinstance(outcome, Signatory) for outcome in signed)
        assert all(isinstance(outcome, NoLongerAwaiting) for outcome in recalled)
    else:
        assert state_of(dossier) == State.DRAFT
        assert all(isinstance(outcome, SigningClosed) for outcome in signed)
        assert all(isinstance(outcome, Dossier) for outcome in recalled)
    assert Submission.objects.exists() is (state_of(dossier) == State.SUBMITTED)


def test_signature_and_refusal_of_two_people_leave_one_outcome():
    dossier = draft_to_sign(BOTH)
    ask(dossier, invited(), invited("Luc Maes", "luc@exemple.be"))
    (first, second), ann, luc = tokens(), person(), person("Luc", "Maes")
    signed, declined = race(lambda: sign(ann, first), lambda: decline(luc, second))
    assert isinstance(declined, Signatory)
    assert isinstance(signed, Signatory | SigningClosed)
    assert state_of(dossier) == State.DRAFT
    assert not Submission.objects.exists()


def test_one_person_with_two_links_signs_one_of_them():
    dossier, ann = draft_to_sign(BOTH), person()
    ask(dossier, invited(), invited("Ann Peeters", "autre@exemple.be"))
    first, second = tokens()
    outcomes = race(lambda: sign(ann, first), lambda: sign(ann, second))
    assert sum(isinstance(outcome, Signatory) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, SigningClosed) for outcome in outcomes) == 1
    assert state_of(dossier) == State.AWAITING_SIGNATURES
