"""Where a démarche wants it, who proposes a decision is not who makes it: by rule and by database."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from dossiers.decisions import errors
from dossiers.decisions.proposals.services import confirm, propose, take_back
from dossiers.decisions.services import decide
from dossiers.handling.errors import NoLongerOpen
from dossiers.models import Case, Decision, DecisionProposal
from dossiers.states import State
from monespace.common.errors import NotVisible
from monespace.journal.models import Event
from tests.decisions.test_deciding import REASONS, state_of
from tests.handling.factories import CaseFactory, make_officer
from tests.submission.definition import content
from tests.support.race import race

pytestmark = pytest.mark.django_db
TWICE = content(second_reading=True)


def examined(**more):
    version = {"dossier__demarche_version__content": TWICE}
    return CaseFactory(**{"dossier__state": State.IN_PROGRESS, **version, **more})


def proposed(officer, case, outcome=State.REFUSED, reasons=REASONS):
    return propose(actor=officer, dossier_id=case.pk, outcome=outcome, reasons=reasons)


def told(case):
    return [event.tag for event in Event.objects.about(case.dossier)]


def test_a_colleague_confirms_what_was_proposed():
    first, second, case = make_officer(), make_officer(), examined()
    proposal = proposed(first, case, reasons=f" {REASONS}\r\n")
    assert state_of(case) == State.IN_PROGRESS
    assert Case.objects.get(pk=case.pk).proposed_by == first.user
    for _twice in range(2):
        made = confirm(actor=second, dossier_id=case.pk, proposal_id=proposal.pk)
    assert (made.outcome, made.reasons) == (State.REFUSED, REASONS)
    assert (made.proposed_by, made.decided_by) == (first.user, second.user)
    assert state_of(case) == State.REFUSED
    assert told(case) == ["decision.proposed", "dossier.refused"]


def test_nobody_decides_alone():
    officer, case = make_officer(), examined()
    with pytest.raises(errors.SecondReadingNeeded):
        decide(actor=officer, dossier_id=case.pk, outcome=State.ACCEPTED, reasons="")
    proposal = proposed(officer, case)
    with pytest.raises(errors.OwnProposal):
        confirm(actor=officer, dossier_id=case.pk, proposal_id=proposal.pk)
    assert not Decision.objects.exists()


def test_the_same_proposal_is_one_and_another_takes_its_place():
    first, second, case = make_officer(), make_officer(), examined()
    proposal = proposed(first, case)
    assert proposed(first, case) == proposal
    other = proposed(second, case, State.ACCEPTED, "")
    assert (other.number, DecisionProposal.objects.latest_of(case.pk)) == (2, other)
    with pytest.raises(errors.ProposalChanged):
        confirm(actor=second, dossier_id=case.pk, proposal_id=proposal.pk)
    with pytest.raises(errors.OwnProposal):
        confirm(actor=second, dossier_id=case.pk, proposal_id=other.pk)
    assert confirm(actor=first, dossier_id=case.pk, proposal_id=other.pk).outcome == State.ACCEPTED


def test_what_was_taken_back_is_not_confirmed_and_can_be_proposed_again():
    first, second, case = make_officer(), make_officer(), examined()
    proposal = proposed(first, case)
    for _twice in range(2):
        take_back(actor=second, dossier_id=case.pk)
    for read in (proposal.pk, uuid4()):
        with pytest.raises(errors.ProposalChanged):
            confirm(actor=second, dossier_id=case.pk, proposal_id=read)
    again = proposed(first, case)
    assert again != proposal
    confirm(actor=second, dossier_id=case.pk, proposal_id=again.pk)
    assert told(case).count("decision.proposal_taken_back") == 1
    with pytest.raises(errors.AlreadyDecided):
        take_back(actor=second, dossier_id=case.pk)


@pytest.mark.parametrize(
    ("case", "refusal"),
    [
        ({"dossier__state": State.RECEIVED}, errors.NotTakenUp),
        ({"dossier__state": State.WITHDRAWN}, NoLongerOpen),
        ({"dossier__demarche_version__content": content()}, errors.NoSecondReading),
        ({"service": "another"}, NotVisible),
    ],
)
def test_what_cannot_be_decided_is_not_proposed(case, refusal):
    with pytest.raises(refusal):
        proposed(make_officer(), examined(**case))
    assert not DecisionProposal.objects.exists()


def test_reasons_are_asked_for_and_bounded_as_those_of_a_decision():
    officer, case = make_officer(), examined()
    with pytest.raises(errors.ReasonsMissing):
        proposed(officer, case, reasons=" ")
    with pytest.raises(errors.ReasonsTooLong):
        proposed(officer, case, reasons="x" * 10_001)
    assert proposed(officer, case, State.ACCEPTED, "").reasons == ""


def test_a_withdrawn_dossier_keeps_no_proposal_to_confirm():
    first, second, case = make_officer(), make_officer(), examined()
    proposal = proposed(first, case)
    type(case.dossier).objects.filter(pk=case.pk).update(state=State.WITHDRAWN)
    with pytest.raises(NoLongerOpen):
        confirm(actor=second, dossier_id=case.pk, proposal_id=proposal.pk)


@pytest.mark.parametrize(
    ("proposed_by", "constraint"),
    [("nobody", "not proposed by another"), ("same", "decision_is_read_by_another"), ("other", "")],
)
def test_database_wants_two_people_too(proposed_by, constraint):
    officer, case = make_officer().user, examined()
    who = {"nobody": None, "same": officer, "other": make_officer().user}[proposed_by]
    fields = {"outcome": State.ACCEPTED, "remedies": "Le Médiateur.", "decided_at": timezone.now()}

    def writing():
        with transaction.atomic():
            return Decision.objects.create(
                dossier=case.dossier, decided_by=officer, proposed_by=who, **fields
            )

    if not constraint:
        assert writing().proposed_by == who
        return
    with pytest.raises(IntegrityError, match=constraint):
        writing()


@pytest.mark.parametrize(
    "change", ["UPDATE dossiers_decisionproposal SET reasons = 'x'", "DELETE FROM dossiers_decisionproposal"]
)
def test_a_proposal_never_changes(change):
    proposed(make_officer(), examined())
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


@pytest.mark.django_db(transaction=True)
def test_two_who_confirm_at_once_leave_one_decision():
    case, readers = examined(), [make_officer() for _ in range(3)]
    proposal = proposed(make_officer(), case)
    confirming = [
        lambda o=one: confirm(actor=o, dossier_id=case.pk, proposal_id=proposal.pk) for one in readers
    ]
    outcomes = race(*confirming)
    assert sum(isinstance(outcome, Decision) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, errors.AlreadyDecided) for outcome in outcomes) == 2
    assert told(case) == ["decision.proposed", "dossier.refused"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", ["another", "taken back"])
def test_confirming_while_the_proposal_changes_confirms_what_was_read_or_nothing(change):
    case, first, second = examined(), make_officer(), make_officer()
    proposal = proposed(first, case)

    def changing():
        if change == "another":
            return proposed(first, case, State.ACCEPTED, "")
        return take_back(actor=first, dossier_id=case.pk)

    confirmed, changed = race(
        lambda: confirm(actor=second, dossier_id=case.pk, proposal_id=proposal.pk), changing
    )
    if isinstance(confirmed, Decision):
        assert (confirmed.outcome, confirmed.reasons) == (State.REFUSED, REASONS)
        assert isinstance(changed, errors.AlreadyDecided)
    else:
        assert isinstance(confirmed, errors.ProposalChanged)
        assert not isinstance(changed, Exception)
        assert not Decision.objects.exists()
