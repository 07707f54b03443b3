"""A decision: one for each dossier, with reasons and remedies, kept as it was."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from dossiers.decisions.errors import AlreadyDecided, NotTakenUp, ReasonsMissing, ReasonsTooLong
from dossiers.decisions.models import LONGEST_REASONS
from dossiers.decisions.services import decide
from dossiers.handling.errors import NoLongerOpen
from dossiers.models import Decision, Dossier
from dossiers.moves import move
from dossiers.states import DECIDED, UNDER_EXAMINATION, DossierEvent, Party, State
from monespace.common.authors import SYSTEM
from monespace.common.errors import NotVisible
from monespace.journal.models import Event
from tests.handling.factories import CaseFactory, make_officer
from tests.submission.definition import content
from tests.support.race import race

pytestmark = pytest.mark.django_db
REASONS = "Le vélo a été acheté avant la période.\n\nLa facture le montre."


def state_of(case):
    return Dossier.objects.get(pk=case.pk).state


def examined(**more):
    return CaseFactory(dossier__state=State.IN_PROGRESS, **more)


@pytest.mark.parametrize("outcome", sorted(DECIDED))
@pytest.mark.parametrize("origin", sorted(UNDER_EXAMINATION))
def test_officer_decides_on_what_is_examined(origin, outcome):
    officer, case = make_officer(), CaseFactory(dossier__state=origin)
    made = decide(actor=officer, dossier_id=case.pk, outcome=State(outcome), reasons=f"  {REASONS}\r\n")
    kept = Decision.objects.get()
    assert (kept, kept.outcome, kept.reasons, kept.decided_by) == (made, outcome, REASONS, officer.user)
    assert state_of(case) == outcome
    [told] = Event.objects.about(case.dossier)
    assert told.tag in {"dossier.accepted", "dossier.partly_accepted", "dossier.refused", "dossier.closed"}
    assert told.facts == {
        "origin": origin,
        "state": outcome,
        "party": "officer",
        "decision_id": str(kept.pk),
    }


def test_reasons_may_be_left_out_only_where_all_is_accepted():
    officer = make_officer()
    for outcome in DECIDED - {State.ACCEPTED}:
        case = examined()
        with pytest.raises(ReasonsMissing):
            decide(actor=officer, dossier_id=case.pk, outcome=outcome, reasons=" \n\u200b ")
        assert state_of(case) == State.IN_PROGRESS
    assert not Decision.objects.exists()
    case = examined()
    assert decide(actor=officer, dossier_id=case.pk, outcome=State.ACCEPTED, reasons="").reasons == ""


def test_reasons_are_as_long_as_we_keep_and_no_longer():
    officer, case = make_officer(), examined()
    longest = "é" * LONGEST_REASONS
    with pytest.raises(ReasonsTooLong):
        decide(actor=officer, dossier_id=case.pk, outcome=State.REFUSED, reasons=longest + "é")
    made = decide(actor=officer, dossier_id=case.pk, outcome=State.REFUSED, reasons=longest)
    assert made.reasons == longest


def test_same_decision_made_again_changes_nothing_and_another_is_refused():
    officer, colleague, case = make_officer(), make_officer(), examined()
    asked = {"dossier_id": case.pk, "outcome": State.REFUSED, "reasons": REASONS}
    made = decide(actor=officer, **asked)
    assert decide(actor=officer, **asked) == made
    for other in (
        {**asked, "actor": colleague},
        {**asked, "actor": officer, "outcome": State.ACCEPTED},
        {**asked, "actor": officer, "reasons": "Autre chose."},
    ):
        with pytest.raises(AlreadyDecided):
            decide(**other)
    assert Decision.objects.get() == made
    assert Event.objects.about(case.dossier).count() == 1


def test_what_nobody_took_up_or_what_has_ended_is_not_decided():
    officer, asked = make_officer(), {"outcome": State.ACCEPTED, "reasons": ""}
    with pytest.raises(NotTakenUp):
        decide(actor=officer, dossier_id=CaseFactory().pk, **asked)
    with pytest.raises(NoLongerOpen):
        decide(actor=officer, dossier_id=CaseFactory(dossier__state=State.WITHDRAWN).pk, **asked)
    assert not Decision.objects.exists()


def test_only_officers_of_the_service_decide():
    case = examined()
    with pytest.raises(NotVisible):
        decide(actor=make_officer("another"), dossier_id=case.pk, outcome=State.ACCEPTED, reasons="")
    decide(actor=make_officer(), dossier_id=case.pk, outcome=State.ACCEPTED, reasons="")
    assert state_of(case) == State.ACCEPTED


@pytest.mark.parametrize(
    ("language", "usual"),
    [("fr", "Conseil d’État"), ("de", "Staatsrat"), ("nl", "Raad van State"), ("en", "Council of State")],
)
def test_usual_remedies_are_said_in_the_language_of_the_dossier(language, usual):
    case = examined(dossier__language=language)
    made = decide(actor=make_officer(), dossier_id=case.pk, outcome=State.ACCEPTED, reasons="")
    assert usual in made.remedies
    assert "www.le-mediateur.be" in made.remedies
    assert len(made.remedies.split("\n\n")) == 3


def test_definition_says_its_own_remedies():
    own = {"fr": "Un recours est ouvert auprès de la commission.", "de": "Einspruch bei der Kommission."}
    version = {**content(), "remedies": own}
    case = examined(dossier__demarche_version__content=version, dossier__language="de")
    made = decide(actor=make_officer(), dossier_id=case.pk, outcome=State.ACCEPTED, reasons="")
    assert made.remedies == own["de"]


@pytest.mark.django_db(transaction=True)
def test_two_officers_who_decide_at_once_leave_one_decision():
    case = examined()
    first, second = make_officer(), make_officer()

    def deciding(officer, outcome):
        return lambda: decide(actor=officer, dossier_id=case.pk, outcome=outcome, reasons=REASONS)

    contenders = [deciding(first, State.ACCEPTED), deciding(second, State.REFUSED)] * 3
    outcomes = race(*contenders)
    [kept] = Decision.objects.all()
    assert {outcome for outcome in outcomes if isinstance(outcome, Decision)} == {kept}
    others = [outcome for outcome in outcomes if not isinstance(outcome, Decision)]
    assert len(others) == 3
    assert all(isinstance(outcome, AlreadyDecided) for outcome in others)
    assert state_of(case) == kept.outcome
    assert Event.objects.about(case.dossier).count() == 1


@pytest.mark.django_db(transaction=True)
def test_deciding_while_silence_decides_leaves_one_outcome():
    case, officer = examined(), make_officer()

    @transaction.atomic
    def silence():
        dossier = Dossier.objects.select_for_update().get(pk=case.pk)
        move(actor=SYSTEM, party=Party.SYSTEM, dossier=dossier, event=DossierEvent.REFUSE)

    def deciding():
        return decide(actor=officer, dossier_id=case.pk, outcome=State.ACCEPTED, reasons="")

    outcomes = race(deciding, silence)
    assert sum(isinstance(outcome, Exception) for outcome in outcomes) == 1
    assert state_of(case) == (State.ACCEPTED if Decision.objects.exists() else State.REFUSED)


@pytest.mark.parametrize(
    "change", ["UPDATE dossiers_decision SET reasons = 'x'", "DELETE FROM dossiers_decision"]
)
def test_decision_never_changes(change):
    decide(actor=make_officer(), dossier_id=examined().pk, outcome=State.ACCEPTED, reasons="")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"outcome": State.WITHDRAWN}, "decision_outcome_is_known"),
        ({"reasons": ""}, "decision_gives_its_reasons"),
        ({"reasons": "x" * (LONGEST_REASONS + 1)}, "decision_reasons_are_bounded"),
    ],
)
def test_database_refuses_a_decision_that_cannot_be(changes, constraint):
    fields = {
        "dossier": examined().dossier,
        "outcome": State.REFUSED,
        "reasons": REASONS,
        "remedies": "Le Médiateur.",
        "decided_by": make_officer().user,
        "decided_at": timezone.now(),
    }
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Decision.objects.create(**fields | changes)
    Decision.objects.create(**fields)
