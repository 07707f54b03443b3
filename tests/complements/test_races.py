"""An answer against what ends its request: one outcome; only what is asked changes, whatever is posted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossiers.complements.answering import answer, save_answers
from dossiers.complements.errors import RequestOver
from dossiers.complements.models import GRACE
from dossiers.complements.services import cancel, lapse
from dossiers.filling.saves import Save
from dossiers.models import ComplementRequest, Dossier, Submission
from dossiers.states import State
from dossiers.submission.errors import SubmissionRefused
from dossiers.withdrawal.services import withdraw
from monespace.journal.models import Event
from tests.complements.factories import BRAND, HAS_INVOICE, PRICE, WHY, asked, examined
from tests.handling.factories import make_officer
from tests.submission.factories import ACCEPTED, actor_of
from tests.support.client import force_sign_in
from tests.support.race import race


def send(actor, request):
    return answer(actor=actor, dossier_id=request.dossier_id, request_id=request.pk, declarations=ACCEPTED)


def left(case, request):
    """Return what is left: the state, whether an answer stands, and what the journal says happened."""
    request.refresh_from_db()
    is_answered = request.answered_at is not None
    assert is_answered == (Submission.objects.filter(dossier=case.pk).count() == 2)
    tags = [event.tag.partition(".")[2] for event in Event.objects.about(case.dossier)]
    return Dossier.objects.get(pk=case.pk).state, is_answered, tags[1:]


@pytest.mark.django_db(transaction=True)
def test_of_an_answer_and_a_withdrawal_at_once_the_withdrawal_stands():
    case = examined()
    actor, request = actor_of(case.dossier.created_by), asked(case, PRICE)
    race(lambda: send(actor, request), lambda: withdraw(actor=actor, dossier_id=case.pk))
    state, is_answered, tags = left(case, request)
    assert state == State.WITHDRAWN
    assert tags == (["answered", "withdrawn"] if is_answered else ["withdrawn"])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ends", ["lapse", "cancel"])
def test_of_an_answer_and_the_end_of_its_request_at_once_one_happens(ends):
    case = examined()
    actor, request = actor_of(case.dossier.created_by), asked(case, PRICE)
    if ends == "lapse":
        past = timezone.localdate() - GRACE - timedelta(days=1)
        ComplementRequest.objects.filter(pk=request.pk).update(due_on=past)
    officer = make_officer()
    acts = {
        "lapse": lambda: lapse(request_id=request.pk),
        "cancel": lambda: cancel(actor=officer, dossier_id=case.pk, request_id=request.pk, reason=WHY),
    }
    sent, _ended = race(lambda: send(actor, request), acts[ends])
    state, is_answered, tags = left(case, request)
    assert state == State.IN_PROGRESS
    assert is_answered == (not isinstance(sent, RequestOver))
    assert tags == (["answered"] if is_answered else [{"lapse": "lapsed", "cancel": "called_off"}[ends]])


@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_that_send_at_once_one_sends_and_both_arrive(client):
    case = examined()
    request = asked(case, PRICE)
    tabs = [type(client)() for _ in range(2)]
    for tab in tabs:
        force_sign_in(tab, case.dossier.created_by)
    address = f"/espace/citoyen/dossiers/{case.pk}/complements/{request.pk}/envoyer/"
    answers = race(*[lambda tab=tab: tab.post(address, {"declaration_exactitude": "on"}) for tab in tabs])
    assert [one.headers["Location"] for one in answers] == [f"/espace/citoyen/dossiers/{case.pk}/"] * 2
    assert left(case, request) == (State.IN_PROGRESS, True, ["answered"])


words = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12)
amounts = st.one_of(words, st.integers(0, 9_999).map(str))
typed = st.fixed_dictionaries(
    {},
    optional={
        "marque": words,
        "prix": amounts,
        "facture": st.sampled_from(["yes", "no", ""]),
        "autre": words,
    },
)


@pytest.mark.django_db
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(opened=st.sets(st.sampled_from([BRAND, PRICE, HAS_INVOICE]), min_size=1), values=typed)
def test_whatever_is_typed_only_what_is_asked_changes(db, opened, values):
    case = examined()
    actor, request = actor_of(case.dossier.created_by), asked(case, *sorted(opened))
    save_answers(actor=actor, request=request, step="velo", values=values, save=Save.of_nothing())
    try:
        sent = send(actor, request)
    except SubmissionRefused:
        assert Submission.objects.filter(dossier=case.pk).count() == 1
        return
    first = Submission.objects.get(dossier=case.pk, number=1)
    assert sent.payload.keys() == first.payload.keys()
    changed = {
        f"velo.{key}"
        for key in first.payload["velo"].keys() | sent.payload["velo"].keys()
        if first.payload["velo"].get(key) != sent.payload["velo"].get(key)
    }
    assert changed <= opened
