"""Token by operation by dossier: each answer is the one that the table of transitions and the scopes say.

Which operations there are, and which scope each asks for, is read from the published description.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from api.contract.openapi import description
from dossiers.clients.verbs import Verb
from dossiers.models import Client, ComplementRequest, Decision, Dossier
from dossiers.states import DECIDED, OPEN, UNDER_EXAMINATION, DossierEvent, Party, State, way_from
from tests.api.caller import Caller
from tests.api.factories import ClientFactory, token_of
from tests.api.test_complements import day
from tests.api.test_reading import sent_with_document
from tests.complements.factories import PRICE
from tests.messages.factories import MessageDocumentFactory, MessageFactory
from tests.submission.factories import SentDossierFactory
from tests.support.factories import PersonFactory

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.django_db
KEYS = count()
WRONG_STATE, HIDDEN, NO_SCOPE = (409, "wrongState"), (404, "resourceNotFound"), (403, "missingScope")
READ, DONE, MADE = (200, ""), (200, ""), (201, "")
Answer = tuple[int, str]
BODIES: dict[str, dict[str, Any]] = {
    "acknowledgeDossier": {"serviceReference": "A"},
    "writeMessage": {"text": "Bonjour."},
    "askComplement": {"text": "Le prix ?", "dueOn": "", "fields": [PRICE]},
    "cancelComplement": {"reason": "Inutile."},
    "decideDossier": {"outcome": "refused", "reasons": "Trop tard."},
}


def if_led(event: DossierEvent, done: Answer, *also: State) -> Callable[[State], Answer]:
    """Return what is answered to an act: done where a system may do it, and where it is done already."""
    return lambda state: done if way_from(state, event, Party.CLIENT) or state in also else WRONG_STATE


def unless_erased(done: Answer, otherwise: Answer = HIDDEN) -> Callable[[State], Answer]:
    return lambda state: otherwise if state == State.ANONYMISED else done


EXPECTED: dict[str, Callable[[State], Answer]] = {
    "getDossier": lambda _state: READ,
    "getDocument": unless_erased(READ),
    "acknowledgeDossier": lambda state: DONE if state in OPEN else WRONG_STATE,
    "takeUpDossier": if_led(DossierEvent.TAKE_UP, DONE, *UNDER_EXAMINATION),
    "listMessages": lambda _state: READ,
    "getMessage": unless_erased(READ),
    "getMessageDocument": unless_erased(READ),
    "writeMessage": unless_erased(MADE, WRONG_STATE),
    "listComplements": lambda _state: READ,
    "getComplement": unless_erased(READ),
    "askComplement": if_led(DossierEvent.ASK, MADE),
    "cancelComplement": if_led(DossierEvent.CALL_OFF, DONE),
    "getDecision": lambda state: READ if state in DECIDED else HIDDEN,
    "getDecisionDocument": lambda _state: HIDDEN,  # none is made: test_decisions reads one
    "getDecisionAttachment": lambda _state: HIDDEN,  # none is attached: test_decision_documents reads one
    "decideDossier": if_led(DossierEvent.REFUSE, MADE),
}


@dataclass(frozen=True)
class Operation:
    """An operation on a dossier: how it is called, and the scope that its description asks for."""

    name: str
    method: str
    path: str
    scope: Verb

    def ask(self, caller: Caller, ids: dict[str, str]) -> Answer:
        """Call it, and undo what it did."""
        path = self.path.format(**ids)
        with transaction.atomic():
            if self.method == "get":
                answer = caller.get(path)
            else:
                body = BODIES.get(self.name)
                if self.name == "askComplement" and body:
                    # One that waits would be another reason to refuse than the state.
                    ComplementRequest.objects.filter(pk=ids["complementId"]).update(lapsed_at=timezone.now())
                    body = body | {"dueOn": day()}
                answer = caller.post(path, body, Idempotency_Key=f'"{next(KEYS)}"')
            if answer.streaming:
                b"".join(answer)
            transaction.set_rollback(True)
        is_problem = answer.headers.get("Content-Type") == "application/problem+json"
        return answer.status_code, answer.json()["type"].rpartition(":")[2] if is_problem else ""


def operations() -> list[Operation]:
    return [
        Operation(one["operationId"], method, path, Verb(next(iter(one["security"][0].values()))[0]))
        for path, item in description()["paths"].items()
        for method, one in item.items()
        if "{dossierId}" in path
    ]


def whole(state: State) -> dict[str, str]:
    """Return the ids of a dossier in a state, with all that a dossier can have."""
    submission, invoice = sent_with_document(state=state)
    dossier = submission.dossier
    document = MessageDocumentFactory(message=MessageFactory(dossier=dossier))
    request = ComplementRequest.objects.create(
        dossier=dossier,
        text="Le prix ?",
        due_on=day(),
        fields=[PRICE],
        asked_by=PersonFactory(),
        asked_at=timezone.now(),
    )
    if state in DECIDED:
        Decision.objects.create(
            dossier=dossier,
            outcome=state,
            reasons="–",
            remedies="–",
            decided_at=timezone.now(),
            decided_by=request.asked_by,
        )
    return {
        "dossierId": str(dossier.pk),
        "documentId": str(invoice.pk),
        "messageId": str(document.message_id),
        "messageDocumentId": str(document.pk),
        "complementId": str(request.pk),
    }


def ids_for(operation: Operation, ids: dict[str, str]) -> dict[str, str]:
    if operation.name == "getMessageDocument":
        return ids | {"documentId": ids["messageDocumentId"]}
    return ids


def callers(system: Client, operation: Operation) -> tuple[Caller, Caller]:
    """Return who has the scope of an operation and no other, and who has every other."""
    others = [verb for verb in Verb if verb != operation.scope]
    return Caller(token_of(system, operation.scope)), Caller(token_of(system, *others))


@pytest.fixture(autouse=True)
def _many_requests(settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"api_request": (10**6, 60)}


def test_the_matrix_has_every_operation_and_every_body():
    named = {one.name: one for one in operations()}
    assert set(named) == set(EXPECTED)
    with_body = {
        one["operationId"]
        for path, item in description()["paths"].items()
        for one in item.values()
        if "requestBody" in one and "{dossierId}" in path
    }
    assert with_body == set(BODIES)
    assert {one.scope for one in named.values()} == {verb for verb in Verb if verb.startswith("dossiers-")}


@pytest.mark.parametrize("state", [state for state in State if state not in {State.DISCARDED, State.EXPIRED}])
def test_each_operation_answers_by_scope_and_state(state):
    system, seen = ClientFactory(), Counter()
    is_sent = state not in {State.DRAFT, State.AWAITING_SIGNATURES}
    ids = whole(state) if is_sent else unsent(state)
    for operation in operations():
        able, unable = callers(system, operation)
        expected = EXPECTED[operation.name](state) if is_sent else HIDDEN
        assert operation.ask(able, ids_for(operation, ids)) == expected, (operation.name, state)
        assert operation.ask(unable, ids_for(operation, ids)) == NO_SCOPE, (operation.name, state)
        seen[expected] += 1
    assert Dossier.objects.get(pk=ids["dossierId"]).state == state
    assert (len(seen) > 1) == is_sent


@pytest.mark.parametrize(
    "terms", [{"services": ["another"]}, {"demarches": ["another"]}], ids=["service", "démarche"]
)
@pytest.mark.parametrize("state", [State.SUBMITTED, State.IN_PROGRESS, State.ACTION_NEEDED, State.REFUSED])
def test_what_is_out_of_reach_answers_as_what_there_is_not(terms, state):
    outside, ids = ClientFactory(**terms), whole(state)
    nowhere = {name: str(uuid4()) for name in ids}
    for operation in operations():
        able, _unable = callers(outside, operation)
        for asked in (ids, nowhere):
            assert operation.ask(able, ids_for(operation, asked)) == HIDDEN, operation.name


@pytest.mark.parametrize("verb", Verb)
def test_each_scope_opens_its_own_operations_and_no_other(verb):
    caller, ids = Caller(token_of(ClientFactory(), verb)), whole(State.ACTION_NEEDED)
    for operation in operations():
        is_open = operation.ask(caller, ids_for(operation, ids)) != NO_SCOPE
        assert is_open == (operation.scope == verb), operation.name


def unsent(state: State) -> dict[str, str]:
    """Return the ids of a dossier that no service sees, with made-up ones of what it does not have."""
    dossier = SentDossierFactory(state=state, reference=None, submitted_at=None)
    names = ("documentId", "messageId", "messageDocumentId", "complementId")
    return {"dossierId": str(dossier.pk), **{name: str(uuid4()) for name in names}}
