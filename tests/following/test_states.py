"""The states of a dossier: only the ways of the table, each journaled, two at once never both."""

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossiers.dossier.errors import TransitionRefused
from dossiers.handling.officers import Officer
from dossiers.models import Dossier
from dossiers.moves import move
from dossiers.states import (
    DECIDED,
    ENDED,
    OPEN,
    PAIRS,
    STATE_WORDS,
    TRANSITIONS,
    TRASHED,
    UNSENT,
    DossierEvent,
    Party,
    State,
    way_from,
)
from enterprises.rights.permissions import Permission, Role
from monespace.common.authors import SYSTEM
from monespace.common.errors import Forbidden
from monespace.journal.models import Event
from tests.submission.factories import DemarcheVersionFactory, DraftFactory, SentDossierFactory, actor_of
from tests.support.enterprise_factories import MembershipFactory
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db

EVERYTHING = [(event, party) for event in DossierEvent for party in Party]
SOMEWHERE = [(way.event, party) for way in TRANSITIONS for party in sorted(way.parties)]


def author_of(party, dossier):
    match party:
        case Party.PERSON:
            return actor_of(dossier.created_by)
        case Party.SIGNATORY:
            return actor_of(PersonFactory())
        case Party.OFFICER:
            return Officer(user=dossier.created_by, services=frozenset())
        case _:
            return SYSTEM


@transaction.atomic
def go(dossier, event, party):
    fields = {}
    if event == DossierEvent.SUBMIT:
        fields = {"reference": f"ME-{dossier.pk.hex[:12]}", "submitted_at": dossier.created_at}
    move(actor=author_of(party, dossier), party=party, dossier=dossier, event=event, **fields)


def test_every_state_has_its_words_and_every_event_its_way():
    assert set(STATE_WORDS) == set(State)
    assert {way.event for way in TRANSITIONS} == set(DossierEvent)
    ways = [
        (way.event, source, party) for way in TRANSITIONS for source in way.sources for party in way.parties
    ]
    assert len(ways) == len(set(ways)), "two ways for one event, state and party"


def test_each_event_leads_to_one_state_and_asks_a_person_for_a_permission():
    for event in DossierEvent:
        assert len({way.target for way in TRANSITIONS if way.event == event}) == 1
    for way in TRANSITIONS:
        assert (Party.PERSON in way.parties) == (way.permission is not None)


def test_states_are_open_or_ended_but_for_drafts_and_what_is_anonymised():
    assert OPEN | ENDED | UNSENT | {State.ANONYMISED} == set(State)
    assert not UNSENT & (OPEN | ENDED)
    assert not OPEN & ENDED
    assert DECIDED < ENDED


@pytest.mark.parametrize("language", ["fr", "de"])
def test_a_state_is_said_in_the_readers_language(language):
    with override(language):
        said = [Dossier(state=state).get_state_display() for state in State.values]
        assert said == [str(label) for label in State.labels]
    assert ("Brouillon" in said) is (language == "fr")


def test_every_state_can_be_reached_and_nothing_follows_anonymisation():
    reached = {State.DRAFT}
    for _ in State:
        reached |= {to for origin, to in PAIRS if origin in reached}
    assert reached == set(State)
    assert all(origin != State.ANONYMISED for origin, _to in PAIRS)
    assert {(origin, to) for origin, to in PAIRS if origin in ENDED} == {
        *((state, State.ANONYMISED) for state in ENDED),
        *((state, State.DRAFT) for state in TRASHED),
    }


@pytest.mark.parametrize("origin", State)
def test_in_each_state_each_event_of_each_party_does_what_the_table_says(origin):
    dossier = DraftFactory(answers={}) if origin == State.DRAFT else SentDossierFactory(state=origin)
    happened = set()
    for event, party in EVERYTHING:
        way = way_from(origin, event, party)
        with transaction.atomic():
            dossier.refresh_from_db()
            if way is None:
                with pytest.raises(TransitionRefused):
                    go(dossier, event, party)
                assert Dossier.objects.get(pk=dossier.pk).state == origin
                assert not Event.objects.about(dossier).exists()
            else:
                happened.add((event, party))
                go(dossier, event, party)
                assert dossier.state == Dossier.objects.get(pk=dossier.pk).state == way.target
                told = Event.objects.about(dossier).get()
                assert told.tag == f"dossier.{event}"
                facts = {"origin": origin, "state": way.target, "party": party}
                assert {key: told.facts[key] for key in facts} == facts
            transaction.set_rollback(True)
    assert happened == {
        (way.event, party) for way in TRANSITIONS if origin in way.sources for party in way.parties
    }


@pytest.mark.parametrize("origin", State)
def test_the_database_lets_a_dossier_go_where_the_table_does_and_nowhere_else(origin):
    dossier = SentDossierFactory(state=origin)
    for to in set(State) - {origin}:
        changed = Dossier.objects.filter(pk=dossier.pk)
        with transaction.atomic():
            if (origin, to) in PAIRS:
                assert changed.update(state=to) == 1
            else:
                with pytest.raises(IntegrityError, match=f"from {origin} to {to}"), transaction.atomic():
                    changed.update(state=to)
            transaction.set_rollback(True)
    assert Dossier.objects.get(pk=dossier.pk).state == origin


@pytest.mark.parametrize("way", [way for way in TRANSITIONS if way.permission], ids=lambda way: way.event)
def test_a_person_without_the_permission_moves_nothing(way):
    reader = MembershipFactory(role=Role.LECTEUR)
    strong = MembershipFactory(enterprise=reader.enterprise, role=Role.PROPRIETAIRE)
    for member, is_allowed in [(reader, False), (strong, True)]:
        dossier = SentDossierFactory(
            owner_user=None,
            owner_enterprise=reader.enterprise,
            created_by=strong.user,
            state=next(iter(way.sources)),
        )
        asked = {"actor": actor_of(member.user, reader.enterprise.number), "party": Party.PERSON}
        with transaction.atomic():
            if is_allowed:
                move(**asked, dossier=dossier, event=way.event)
            else:
                with pytest.raises(Forbidden):
                    move(**asked, dossier=dossier, event=way.event)
        assert (Dossier.objects.get(pk=dossier.pk).state == way.target) is is_allowed


def test_withdrawing_answering_and_asking_for_signatures_ask_what_sending_asks():
    asked = {way.event: way.permission for way in TRANSITIONS if way.permission}
    assert asked == {
        DossierEvent.SUBMIT: Permission.SUBMIT_DOSSIERS,
        DossierEvent.REQUEST_SIGNATURES: Permission.SUBMIT_DOSSIERS,
        DossierEvent.RECALL: Permission.SUBMIT_DOSSIERS,
        DossierEvent.DISCARD: Permission.FILL_DOSSIERS,
        DossierEvent.RESTORE: Permission.FILL_DOSSIERS,
        DossierEvent.ANSWER: Permission.SUBMIT_DOSSIERS,
        DossierEvent.WITHDRAW: Permission.SUBMIT_DOSSIERS,
    }


def test_only_a_person_in_a_space_passes_for_one():
    dossier = SentDossierFactory()
    with transaction.atomic(), pytest.raises(TypeError):
        move(actor=dossier.created_by, party=Party.PERSON, dossier=dossier, event=DossierEvent.WITHDRAW)
    assert Dossier.objects.get().state == State.SUBMITTED


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.lists(st.sampled_from(SOMEWHERE) | st.sampled_from(EVERYTHING), max_size=30))
def test_dossier_never_leaves_the_table_of_transitions(db, wanted):
    with transaction.atomic():
        dossier = DraftFactory(answers={})
        moves = []
        for event, party in wanted:
            origin = State(Dossier.objects.get(pk=dossier.pk).state)
            if way := way_from(origin, event, party):
                go(dossier, event, party)
                moves.append((f"dossier.{event}", origin, way.target))
            else:
                with pytest.raises(TransitionRefused):
                    go(dossier, event, party)
            dossier.refresh_from_db()
            assert dossier.state == (moves[-1][-1] if moves else State.DRAFT)
        events = Event.objects.about(dossier)
        assert [(event.tag, event.facts["origin"], event.facts["state"]) for event in events] == moves
        transaction.set_rollback(True)


def test_move_is_refused_when_the_dossier_moved_meanwhile():
    dossier = SentDossierFactory(state=State.IN_PROGRESS)
    seen_before = Dossier.objects.get(pk=dossier.pk)
    go(dossier, DossierEvent.ACCEPT, Party.OFFICER)
    with pytest.raises(TransitionRefused):
        go(seen_before, DossierEvent.REFUSE, Party.OFFICER)
    dossier.refresh_from_db()
    assert dossier.state == State.ACCEPTED
    assert Event.objects.about(dossier).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_of_two_decisions_holds_when_they_are_made_at_once():
    dossier = SentDossierFactory(state=State.IN_PROGRESS)

    def decide(event):
        return lambda: go(Dossier.objects.get(pk=dossier.pk), event, Party.OFFICER)

    outcomes = race(*[decide(DossierEvent.ACCEPT), decide(DossierEvent.REFUSE)] * 4)
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
    begun = DraftFactory.build(
        demarche_version=DemarcheVersionFactory(), owner_user=PersonFactory(), answers={}
    )
    for name, value in changes.items():
        setattr(begun, name, value)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        begun.save(force_insert=True)


def test_database_refuses_a_reference_given_twice():
    dossier = SentDossierFactory()
    other = SentDossierFactory(demarche_version=DemarcheVersionFactory(), owner_user=PersonFactory())
    with pytest.raises(IntegrityError, match="one_dossier_per_reference"), transaction.atomic():
        Dossier.objects.filter(pk=other.pk).update(reference=dossier.reference)
