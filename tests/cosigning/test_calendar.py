"""What the calendar does: two reminders, then a draft again; and never against a signature."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from dossiers.cosigning.calendar_services import lapse
from dossiers.models import Signatory, SignatureRequest
from dossiers.states import State
from dossiers.tasks import lapse_signatures, remind_signatories
from monespace.journal.models import Event
from monespace.mail.models import Mail
from tests.cosigning.scene import BOTH, ask, draft_to_sign, invited, person, sign, state_of, tokens

pytestmark = pytest.mark.django_db


def days_later(days):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


@pytest.mark.parametrize(
    ("days", "reminders"), [([1], 0), ([4], 0), ([6], 1), ([6, 7], 1), ([6, 29], 2), ([29], 1), ([29, 29], 1)]
)
def test_who_has_not_signed_is_reminded_after_five_days_and_before_the_end(days, reminders):
    dossier = draft_to_sign()
    ask(dossier)
    for day in days:
        with days_later(day):
            remind_signatories()
    assert Mail.objects.filter(template="signature_asked").count() == 1 + reminders
    assert Event.objects.filter(tag="dossier.signature_reminded").count() == reminders


def test_reminder_brings_a_new_link_and_who_signed_gets_none():
    dossier = draft_to_sign(BOTH)
    ask(dossier, invited(), invited("Luc Maes", "luc@exemple.be"))
    sign(person(), tokens()[0])
    with days_later(6):
        remind_signatories()
        assert Mail.objects.filter(to="ann@exemple.be").count() == 1
        assert Mail.objects.filter(to="luc@exemple.be").count() == 2
        sign(person("Luc", "Maes"), tokens()[-1])
    assert state_of(dossier) == State.SUBMITTED


def test_what_is_not_signed_in_time_is_a_draft_again_and_who_asked_is_told():
    dossier, ann = draft_to_sign(BOTH), person()
    ask(dossier, invited(), invited("Luc Maes", "luc@exemple.be"))
    sign(ann, tokens()[0])
    lapse_signatures()
    assert state_of(dossier) == State.AWAITING_SIGNATURES
    with time_machine.travel(SignatureRequest.objects.get().expires_at, tick=False):
        lapse_signatures()
        lapse_signatures()
    assert state_of(dossier) == State.DRAFT
    told = Mail.objects.filter(template="signatures_ended").values_list("to", flat=True)
    assert sorted(told) == sorted([ann.email, dossier.created_by.email])
    [event] = Event.objects.about(dossier).filter(tag="dossier.signatures_lapsed")
    assert event.facts["party"] == "system"


def test_what_is_sent_or_not_due_does_not_lapse():
    dossier = draft_to_sign()
    ask(dossier)
    assert lapse(dossier_id=dossier.pk) is False
    sign(person(), *tokens())
    with days_later(60):
        assert lapse(dossier_id=dossier.pk) is False
    assert state_of(dossier) == State.SUBMITTED
    assert Signatory.objects.get().signed_at
