"""Signatures: asked once, given by whom they are asked of, and the last one sends what all of them read."""

from __future__ import annotations

import pytest

from dossiers.cosigning.answer_services import ContentChanged
from dossiers.cosigning.closed import SigningRefusal
from dossiers.cosigning.errors import NoLongerAwaiting
from dossiers.cosigning.services import recall
from dossiers.dossier.errors import SurerSignInNeeded
from dossiers.filling.errors import NoLongerDraft
from dossiers.filling.saves import Save
from dossiers.filling.services import save_step
from dossiers.models import Signatory, SignatureRequest, StepAnswers, Submission
from dossiers.states import State
from monespace.common.levels import Level
from monespace.journal.models import Event
from monespace.mail.models import Mail
from tests.cosigning.scene import (
    BOTH,
    OWNER,
    ask,
    decline,
    draft_to_sign,
    invited,
    person,
    refused,
    sign,
    state_of,
    tokens,
)
from tests.submission.factories import actor_of

pytestmark = pytest.mark.django_db


def test_last_signature_sends_the_dossier_with_who_signed():
    dossier, ann = draft_to_sign(), person()
    ask(dossier)
    assert state_of(dossier) == State.AWAITING_SIGNATURES
    sign(ann, *tokens())
    dossier.refresh_from_db()
    assert (dossier.state, dossier.sent_by) == (State.SUBMITTED, dossier.created_by)
    submission = Submission.objects.get()
    assert submission.actor["user_id"] == str(dossier.created_by.pk)
    [signed] = submission.signatories
    assert (signed["last_name"], signed["level"], signed["key"]) == ("Peeters", 450, "proprietaire")
    assert signed["content_sha256"] == SignatureRequest.objects.get().content_sha256
    tags = [event.tag for event in Event.objects.about(dossier)]
    assert tags == ["dossier.signatures_requested", "dossier.cosigned", "dossier.submitted"]
    assert {mail.template for mail in Mail.objects.exclude(template="signature_asked")} == {
        "dossier_submitted",
        "signatures_ended",
    }


def test_all_must_sign_before_it_is_sent():
    dossier = draft_to_sign(BOTH)
    ask(dossier, invited(), invited("Luc Maes", "luc@exemple.be"))
    first, second = tokens()
    sign(person(), first)
    assert state_of(dossier) == State.AWAITING_SIGNATURES
    sign(person("Luc", "Maes"), second)
    assert state_of(dossier) == State.SUBMITTED
    assert [one["first_name"] for one in Submission.objects.get().signatories] == ["Ann", "Luc"]


def test_asking_or_signing_twice_changes_nothing():
    dossier, ann = draft_to_sign(), person()
    ask(dossier)
    ask(dossier)
    [token] = tokens()
    sign(ann, token)
    sign(ann, token, sha256="0" * 64)
    ask(dossier)
    assert Submission.objects.count() == SignatureRequest.objects.count() == 1


def test_nobody_signs_twice_nor_who_asks_nor_under_another_name():
    dossier, ann = draft_to_sign(BOTH), person()
    ask(dossier, invited(), invited("Ann Peeters", "autre@exemple.be"))
    first, second = tokens()
    assert refused(person("Luc", "Maes"), first) == SigningRefusal.NAMED_OTHERWISE
    assert refused(dossier.created_by, first) == SigningRefusal.OWN
    sign(ann, first)
    assert refused(ann, second) == SigningRefusal.TWICE
    assert refused(person(), first) == SigningRefusal.USED
    assert refused(ann, "a" * 43) == SigningRefusal.UNKNOWN
    assert state_of(dossier) == State.AWAITING_SIGNATURES
    sign(person(), second)
    assert state_of(dossier) == State.SUBMITTED


@pytest.mark.parametrize(("asked", "demarche"), [(500, 450), (None, 500)])
def test_who_signs_identifies_as_surely_as_is_asked(asked, demarche):
    dossier = draft_to_sign({**OWNER, "level": asked}, level=demarche)
    ask(dossier, actor=actor_of(dossier.created_by, level=Level.EID))
    with pytest.raises(SurerSignInNeeded):
        sign(person(), *tokens())
    assert state_of(dossier) == State.AWAITING_SIGNATURES
    sign(person(), *tokens(), level=Level.EID)
    assert state_of(dossier) == State.SUBMITTED


def test_answers_are_frozen_and_what_was_shown_is_what_is_sent():
    dossier = draft_to_sign()
    ask(dossier)
    request = SignatureRequest.objects.get()
    payload = request.content["payload"]
    values = StepAnswers.objects.get(dossier=dossier).values | {"marque": "Autre"}
    with pytest.raises(NoLongerDraft):
        save_step(
            actor=actor_of(dossier.created_by),
            dossier=dossier,
            step="velo",
            values=values,
            save=Save.of(base="0" * 32, page="1" * 32),
        )
    sign(person(), *tokens())
    assert Submission.objects.get().payload == payload
    request.refresh_from_db()
    assert request.content == {}


def test_nothing_is_signed_that_is_not_what_was_shown():
    dossier, ann = draft_to_sign(), person()
    ask(dossier)
    with pytest.raises(ContentChanged):
        sign(ann, *tokens(), sha256="0" * 64)
    shown = SignatureRequest.objects.get().content_sha256
    changed = SignatureRequest.objects.get().content | {"declarations": []}
    SignatureRequest.objects.update(content=changed)
    with pytest.raises(ContentChanged):
        sign(ann, *tokens(), sha256=shown)
    assert state_of(dossier) == State.AWAITING_SIGNATURES


def test_refusal_makes_it_a_draft_again_and_tells_who_asked_and_who_signed():
    dossier, ann = draft_to_sign(BOTH), person()
    ask(dossier, invited(), invited("Luc Maes", "luc@exemple.be"))
    first, second = tokens()
    sign(ann, first)
    luc = person("Luc", "Maes")
    decline(luc, second, "Pas d’accord.")
    decline(luc, second, "Autre raison.")
    assert state_of(dossier) == State.DRAFT
    assert Signatory.objects.get(declined_at__isnull=False).decline_reason == "Pas d’accord."
    told = {mail.to for mail in Mail.objects.filter(template="signatures_ended")}
    assert told == {ann.email, dossier.created_by.email}
    assert Mail.objects.get(template="signature_declined").recipient_id == luc.pk
    assert refused(person(), first) == SigningRefusal.DECLINED
    ask(dossier, invited(), invited("Luc Maes", "luc@exemple.be"))
    sign(ann, tokens()[-2])
    sign(luc, tokens()[-1])
    assert state_of(dossier) == State.SUBMITTED


@pytest.mark.parametrize("reason", ["Pas d’accord.", ""])
def test_who_declines_is_told_what_is_kept_and_that_is_what_is_kept(reason):
    dossier = draft_to_sign()
    ask(dossier)
    luc = person(email="", language="de")
    decline(luc, *tokens(), reason)
    told = Mail.objects.get(template="signature_declined")
    assert (told.to, told.language) == ("ann@exemple.be", "de")  # they proved no address: where the link went
    declined = Signatory.objects.get()
    assert (declined.name, declined.email, declined.decline_reason) == (
        "Ann Peeters",
        "ann@exemple.be",
        reason,
    )
    assert declined.declined_at
    assert ("Grund" in told.text) == bool(reason)
    assert SignatureRequest.objects.get().content == {}
    for words in ("Pas d’accord", "Minerva"):
        assert words not in told.text + told.subject


def test_recall_makes_it_a_draft_again_once_and_its_links_work_no_more():
    dossier, ann = draft_to_sign(), person()
    ask(dossier)
    asker = actor_of(dossier.created_by)
    recall(actor=asker, dossier_id=dossier.pk)
    recall(actor=asker, dossier_id=dossier.pk)
    assert state_of(dossier) == State.DRAFT
    assert refused(ann, *tokens()) == SigningRefusal.RECALLED
    ask(dossier)
    sign(ann, tokens()[-1])
    with pytest.raises(NoLongerAwaiting):
        recall(actor=asker, dossier_id=dossier.pk)
    assert state_of(dossier) == State.SUBMITTED
