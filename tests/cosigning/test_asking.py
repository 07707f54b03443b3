"""Asking for signatures: of as many people as the démarche says, for what could be sent, by a day."""

from __future__ import annotations

from dataclasses import replace

import pytest
import time_machine
from django.utils import timezone

from dossiers.cosigning.closed import SigningRefusal
from dossiers.cosigning.errors import NoLongerAwaiting, WrongSignatories
from dossiers.cosigning.services import send_again
from dossiers.models import Signatory, SignatureRequest
from dossiers.states import State
from dossiers.submission.errors import AnswersIncomplete, DeclarationsMissing, SignaturesNeeded
from dossiers.submission.services import submit
from monespace.mail.errors import MailBudgetSpent
from tests.cosigning.scene import (
    OWNER,
    ask,
    draft_to_sign,
    invited,
    person,
    refused,
    sign,
    state_of,
    tokens,
)
from tests.submission.factories import ACCEPTED, actor_of

pytestmark = pytest.mark.django_db
ANN = invited()


def test_what_others_must_sign_is_not_sent_without_them():
    dossier = draft_to_sign()
    sending = {"actor": actor_of(dossier.created_by), "dossier_id": dossier.pk, "language": "fr"}
    with pytest.raises(SignaturesNeeded):
        submit(**sending, declarations=ACCEPTED)
    optional = draft_to_sign({**OWNER, "min": 0})
    submit(
        **{**sending, "actor": actor_of(optional.created_by), "dossier_id": optional.pk},
        declarations=ACCEPTED,
    )
    assert (state_of(dossier), state_of(optional)) == (State.DRAFT, State.SUBMITTED)


def test_with_nobody_named_where_nobody_must_sign_it_is_sent_at_once():
    dossier = draft_to_sign({**OWNER, "min": 0})
    ask(dossier, people=[])
    assert state_of(dossier) == State.SUBMITTED
    assert not SignatureRequest.objects.exists()


def test_corrected_address_replaces_the_link_and_the_same_again_is_a_second_press():
    dossier, ann = draft_to_sign(), person()
    ask(dossier, invited("Anne Peters"))
    sent = {"actor": actor_of(dossier.created_by), "dossier_id": dossier.pk}
    signatory = Signatory.objects.get()
    right = {"name": "Ann Peeters", "email": "ann.peeters@exemple.be"}
    send_again(**sent, signatory_id=signatory.pk, **right)
    send_again(**sent, signatory_id=signatory.pk, **right)
    old, new = tokens()
    assert refused(ann, old) == SigningRefusal.UNKNOWN
    sign(ann, new)
    assert state_of(dossier) == State.SUBMITTED
    with pytest.raises(NoLongerAwaiting):
        send_again(**sent, signatory_id=signatory.pk, **right)


def test_links_to_one_person_have_a_budget():
    dossier = draft_to_sign()
    ask(dossier)
    sent = {"actor": actor_of(dossier.created_by), "dossier_id": dossier.pk}
    signatory = Signatory.objects.get()
    again = {**sent, "signatory_id": signatory.pk, "email": signatory.email}
    for letter in "ABC":
        send_again(**again, name=f"Ann {letter} Peeters")
    with pytest.raises(MailBudgetSpent):
        send_again(**again, name="Ann D Peeters")
    assert len(tokens()) == 4


@pytest.mark.parametrize("people", [[], [ANN, ANN], [replace(ANN, key="autre")]])
def test_as_many_people_are_named_as_the_demarche_asks(people):
    dossier = draft_to_sign()
    with pytest.raises(WrongSignatories):
        ask(dossier, people=people)
    assert (state_of(dossier), tokens()) == (State.DRAFT, [])


def test_what_could_not_be_sent_is_not_given_to_sign():
    incomplete, undeclared = draft_to_sign(answers={}), draft_to_sign()
    with pytest.raises(AnswersIncomplete):
        ask(incomplete)
    with pytest.raises(DeclarationsMissing):
        ask(undeclared, declarations=[])
    assert tokens() == []


def test_it_lapses_after_its_days_and_never_later_than_the_demarche_closes():
    now = timezone.now()
    dossier = draft_to_sign(signature_days=10)
    ask(dossier)
    closing = draft_to_sign(closes=timezone.localdate().isoformat())
    ask(closing, invited("Luc Maes", "luc@exemple.be"))
    rounds = {one.dossier_id: one.expires_at for one in SignatureRequest.objects.all()}
    assert (timezone.localdate(rounds[dossier.pk]) - timezone.localdate(now)).days == 11
    assert (timezone.localdate(rounds[closing.pk]) - timezone.localdate(now)).days == 1
    with time_machine.travel(rounds[dossier.pk]):
        assert refused(person(), tokens()[0]) == SigningRefusal.LAPSED
