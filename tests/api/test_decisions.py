"""A system decides as officers do: once, with reasons and remedies, and never where two people must."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from api.idempotency.models import KeptAnswer
from dossiers.clients.verbs import Verb
from dossiers.decisions.document_services import make_decision_document
from dossiers.decisions.services import decide as decide_as_officer
from dossiers.models import Decision
from dossiers.states import DECIDED, State
from dossiers.tasks import apply_silence
from dossiers.withdrawal.services import withdraw
from monespace.outbox.models import Message as OutboxMessage
from tests.api.caller import Caller, problem
from tests.api.factories import ClientFactory, token_of
from tests.api.scene import act, events, examined_elsewhere, examined_here, issues
from tests.api.test_reading import OUTSIDE
from tests.deadlines.scene import REFUSAL, THIRTY_DAYS, sent, version_with
from tests.decisions.documents import plain
from tests.decisions.test_second_reading import TWICE
from tests.handling.factories import make_officer
from tests.submission.factories import actor_of
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db
REASONS = "Le vélo n’est pas neuf.\n\nIl a été acheté avant."


@pytest.fixture
def system(db):
    return ClientFactory(name="PRIMES")


@pytest.fixture
def caller(system):
    return Caller(token_of(system))


def decide(caller, dossier, outcome="refused", reasons=REASONS, **headers):
    return act(caller, dossier, "decision", {"outcome": outcome, "reasons": reasons}, **headers)


@pytest.mark.parametrize("outcome", sorted(DECIDED))
def test_each_outcome_is_reached_and_told(caller, system, outcome):
    dossier = examined_elsewhere()
    answer = decide(caller, dossier, outcome)
    assert (answer.status_code, answer.json()["state"]) == (201, outcome)
    made = Decision.objects.get()
    assert (made.outcome, made.reasons) == (outcome, REASONS)
    assert (made.decided_by_client, made.decided_by, made.proposed_by) == (system, None, None)
    assert "Médiateur" in made.remedies
    assert OutboxMessage.objects.filter(topic="dossier.tell", payload__news="decided").count() == 1
    assert OutboxMessage.objects.filter(topic="decision.make").count() == 1
    told = caller.get(answer["Location"].partition("/api/v1/")[2]).json()
    assert (told["outcome"], told["decidedBy"], told["bySilence"]) == (outcome, "PRIMES", False)
    assert (told["reasons"], told["remedies"]) == (REASONS, made.remedies)
    assert "document" not in told


def test_the_journal_says_that_the_system_decided(caller, system):
    dossier = examined_elsewhere()
    decide(caller, dossier)
    [event] = events(dossier, "dossier.refused")
    assert (event.actor_type, event.actor_id) == ("client", str(system.pk))
    assert event.facts["party"] == "client"


def test_the_sealed_document_is_that_of_the_service(caller):
    dossier = examined_elsewhere()
    decide(caller, dossier)
    assert problem(caller.get(f"dossiers/{dossier.pk}/decision/document")) == (404, "resourceNotFound")
    make_decision_document(str(dossier.pk))
    told = caller.get(f"dossiers/{dossier.pk}/decision").json()
    answer = caller.get(told["document"].partition("/api/v1/")[2])
    content = b"".join(answer.streaming_content)
    assert answer["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    assert "par le service compétent : Service des primes" in plain(content)
    assert "PRIMES" not in plain(content)
    assert len(events(dossier, "dossier.consulted")) == 2


def test_everything_may_be_accepted_without_reasons(caller):
    dossier = examined_elsewhere()
    assert act(caller, dossier, "decision", {"outcome": "accepted"}).status_code == 201
    assert Decision.objects.get().reasons == ""


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"reasons": REASONS}, "outcome"),
        ({"outcome": "withdrawn", "reasons": REASONS}, "outcome"),
        ({"outcome": "refused"}, "reasons"),
        ({"outcome": "partly_accepted", "reasons": " \u200b\n"}, "reasons"),
        ({"outcome": "refused", "reasons": "x" * 10_001}, "reasons"),
        ({"outcome": "accepted", "remedies": "Aucun."}, "remedies"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_cannot_be_decided_is_named(caller, body, where):
    dossier = examined_elsewhere()
    assert issues(act(caller, dossier, "decision", body)) == [("body", where)]
    assert not Decision.objects.exists()
    assert decide(caller, dossier).status_code == 201


def test_where_two_people_must_decide_a_system_does_not(caller):
    dossier = examined_here(dossier__demarche_version__content=TWICE)
    assert problem(decide(caller, dossier)) == (409, "secondReadingNeeded")
    assert not Decision.objects.exists()
    assert decide(caller, examined_here()).status_code == 201


def test_one_decision_stands_and_the_same_again_is_the_same(caller):
    dossier = examined_here()
    first = decide(caller, dossier)
    assert decide(caller, dossier).json()["made"] == first.json()["made"]
    assert problem(decide(caller, dossier, "accepted")) == (409, "wrongState")
    assert problem(decide(Caller(token_of(ClientFactory())), dossier)) == (409, "wrongState")
    by_officer = examined_here()
    officer = make_officer()
    decide_as_officer(actor=officer, dossier_id=by_officer.pk, outcome=State.REFUSED, reasons=REASONS)
    assert problem(decide(caller, by_officer)) == (409, "wrongState")
    told = caller.get(f"dossiers/{by_officer.pk}/decision").json()
    assert told["decidedBy"] == officer.user.display_name


@pytest.mark.parametrize("state", [State.SUBMITTED, State.RECEIVED, State.WITHDRAWN, State.ANONYMISED])
def test_only_what_is_examined_is_decided(caller, state):
    dossier = examined_elsewhere(state)
    assert problem(decide(caller, dossier)) == (409, "wrongState")
    assert problem(caller.get(f"dossiers/{dossier.pk}/decision")) == (404, "resourceNotFound")
    assert decide(caller, examined_elsewhere(State.ACTION_NEEDED)).status_code == 201


def test_decisions_have_a_scope_of_their_own(system):
    dossier = examined_elsewhere()
    others = [one for one in Verb if one != Verb.DECIDE]
    assert problem(decide(Caller(token_of(system, *others)), dossier)) == (403, "missingScope")
    deciding = Caller(token_of(system, Verb.DECIDE))
    assert decide(deciding, dossier).status_code == 201
    assert problem(deciding.get(f"dossiers/{dossier.pk}/decision")) == (403, "missingScope")


@pytest.mark.parametrize("outside", OUTSIDE.values(), ids=OUTSIDE)
def test_dossiers_of_others_are_not_decided(caller, outside):
    hidden = outside()
    for path in ("decision", "decision/document"):
        assert problem(caller.get(f"dossiers/{hidden.pk}/{path}")) == (404, "resourceNotFound")
    assert problem(decide(caller, hidden)) == (404, "resourceNotFound")


def test_no_decision_is_of_nobody_of_two_or_proposed_to_a_system(system):
    sound = {"outcome": State.REFUSED, "reasons": REASONS, "remedies": "–", "decided_at": "2026-01-05 09:00Z"}
    person = PersonFactory()
    for wrong in (
        {},
        {"decided_by": person, "decided_by_client": system},
        {"proposed_by": person, "decided_by_client": system},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.create(dossier=examined_elsewhere(), **sound, **wrong)
    assert Decision.objects.create(dossier=examined_elsewhere(), **sound, decided_by_client=system).pk


@pytest.mark.django_db(transaction=True)
def test_of_the_same_decision_sent_at_once_one_counts(system):
    dossier, token = examined_elsewhere(), token_of(system)
    answers = race(*(partial(decide, Caller(token), dossier, Idempotency_Key='"une"') for _ in range(4)))
    assert {one.status_code for one in answers} <= {201, 409}
    assert {problem(one)[1] for one in answers if one.status_code == 409} <= {"requestInProgress"}
    assert Decision.objects.count() == KeptAnswer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_on_what_was_read_one_stands(system):
    dossier = examined_elsewhere()
    callers = [Caller(token_of(one)) for one in (system, ClientFactory())]
    read = callers[0].get(f"dossiers/{dossier.pk}")["ETag"]
    answers = race(*(partial(decide, one, dossier, If_Match=read) for one in callers))
    assert sorted(one.status_code for one in answers) == [201, 412]


@pytest.mark.django_db(transaction=True)
def test_of_a_decision_and_a_withdrawal_at_once_one_outcome_is_left(system):
    dossier, caller = examined_elsewhere(), Caller(token_of(system))
    actor = actor_of(dossier.owner_user)
    answer, withdrawn = race(
        partial(decide, caller, dossier), partial(withdraw, actor=actor, dossier_id=dossier.pk, reason="")
    )
    dossier.refresh_from_db()
    assert (answer.status_code, dossier.state) in {(201, State.REFUSED), (409, State.WITHDRAWN)}
    assert isinstance(withdrawn, Exception) == (dossier.state == State.REFUSED)


def test_what_silence_decided_is_told_as_such(time_machine):
    time_machine.move_to("2026-04-02 00:01+02:00")
    dossier = sent(version_with(**THIRTY_DAYS | REFUSAL), date(2026, 3, 2))
    apply_silence()
    told = Caller(token_of(ClientFactory())).get(f"dossiers/{dossier.pk}/decision").json()
    assert (told["outcome"], told["bySilence"], told["reasons"]) == ("refused", True, "")
    assert "decidedBy" not in told
    assert "Médiateur" in told["remedies"]
    assert problem(decide(Caller(token_of(ClientFactory())), dossier)) == (409, "wrongState")
