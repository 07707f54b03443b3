"""The states of a dossier: only the ways of the table, each journaled, two at once never both."""

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossiers.following.errors import TransitionRefused
from dossiers.following.services import move
from dossiers.models import Dossier
from dossiers.states import DECIDED, STATE_WORDS, TRANSITIONS, State
from monespace.common.authors import SYSTEM
from monespace.journal.models import Event
from tests.submission.factories import DemarcheVersionFactory, DraftFactory, SentDossierFactory
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db


@transaction.atomic
def go(dossier, to):
    fields = {}
    if to == State.SUBMITTED:
        fields = {"reference": f"ME-{dossier.pk.hex[:12]}", "submitted_at": dossier.created_at}
    move(actor=SYSTEM, dossier=dossier, to=to, tag="dossier.moved", facts={}, **fields)


def test_every_state_has_its_words_and_its_ways():
    assert set(STATE_WORDS) == set(TRANSITIONS) == set(State)


@pytest.mark.parametrize("language", ["fr", "de"])
def test_a_state_is_said_in_the_readers_language(language):
    with override(language):
        said = [Dossier(state=state).get_state_display() for state in State.values]
        assert said == [str(label) for label in State.labels]
    assert ("Brouillon" in said) is (language == "fr")


def test_every_state_can_be_reached_and_nothing_follows_anonymisation():
    reached = {State.DRAFT}
    for _ in State:
        reached |= {to for origin in reached for to in TRANSITIONS[origin]}
    assert reached == set(State)
    assert not TRANSITIONS[State.ANONYMISED]
    assert all(TRANSITIONS[state] == {State.ANONYMISED} for state in DECIDED)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.lists(st.sampled_from(State), max_size=8))
def test_dossier_never_leaves_the_table_of_transitions(db, wanted):
    with transaction.atomic():
        dossier = DraftFactory(answers={})
        moves = []
        for to in wanted:
            origin = State(Dossier.objects.get(pk=dossier.pk).state)
            if to in TRANSITIONS[origin]:
                go(dossier, to)
                moves.append((origin, to))
            else:
                with pytest.raises(TransitionRefused):
                    go(dossier, to)
            dossier.refresh_from_db()
            assert dossier.state == (moves[-1][1] if moves else State.DRAFT)
        events = Event.objects.about(dossier)
        assert [(event.facts["origin"], event.facts["state"]) for event in events] == moves
        transaction.set_rollback(True)


def test_move_is_refused_when_the_dossier_moved_meanwhile():
    dossier = SentDossierFactory()
    seen_before = Dossier.objects.get(pk=dossier.pk)
    go(dossier, State.ACCEPTED)
    with pytest.raises(TransitionRefused):
        go(seen_before, State.REFUSED)
    dossier.refresh_from_db()
    assert dossier.state == State.ACCEPTED
    assert Event.objects.about(dossier).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_of_two_decisions_holds_when_they_are_made_at_once():
    dossier = SentDossierFactory()

    def decide(to):
        return lambda: go(Dossier.objects.get(pk=dossier.pk), to)

    outcomes = race(*[decide(State.ACCEPTED), decide(State.REFUSED)] * 4)
    assert sum(outcome is None for outcome in outcomes) == 1
    assert all(outcome is None or isinstance(outcome, TransitionRefused) for outcome in outcomes)
    assert Event.objects.about(dossier).count() == 1


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"state": "lost"}, "dossier_state_is_known"),
        ({"state": State.SUBMITTED}, "sent_dossier_has_a_reference"),
        ({"owner_user": None}, "dossier_belongs_to_one_space"),
    ],
)
def test_database_refuses_what_no_dossier_can_be(changes, constraint):
    dossier = DraftFactory()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Dossier.objects.filter(pk=dossier.pk).update(**changes)


def test_database_refuses_a_reference_given_twice():
    dossier = SentDossierFactory()
    other = SentDossierFactory(demarche_version=DemarcheVersionFactory(), owner_user=PersonFactory())
    with pytest.raises(IntegrityError, match="one_dossier_per_reference"), transaction.atomic():
        Dossier.objects.filter(pk=other.pk).update(reference=dossier.reference)
