"""A dossier in the hands of a service: taken up, handed over, by its officers of now, in turns."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction

from dossiers.dossier.errors import TransitionRefused
from dossiers.handling.errors import HandedOverMeanwhile, NoLongerOpen, NotOfService, WithColleague
from dossiers.handling.officers import get_case, officer_of
from dossiers.handling.services import add_service_member, assign, end_service_member, take_up
from dossiers.models import Case, Dossier, ServiceMember
from dossiers.moves import move
from dossiers.states import DossierEvent, Party, State
from monespace.common.authors import SYSTEM
from monespace.common.errors import NotVisible
from monespace.journal.models import Event
from tests.handling.factories import CaseFactory, make_officer
from tests.submission.factories import SentDossierFactory
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db


def told(case):
    return [event.tag for event in Event.objects.about(case.dossier)]


def now(case):
    return Case.objects.select_related("dossier", "officer").get(pk=case.pk)


def test_officer_takes_a_dossier_up_once():
    officer, case = make_officer(), CaseFactory()
    for _twice in range(2):
        take_up(actor=officer, dossier_id=case.pk)
    assert now(case).officer == officer.user
    assert now(case).state == now(case).dossier.state == State.IN_PROGRESS
    assert told(case) == ["case.assigned", "dossier.taken_up"]


def test_what_a_colleague_has_is_not_taken_from_him_but_assigned():
    first, second, case = make_officer(), make_officer(), CaseFactory()
    take_up(actor=first, dossier_id=case.pk)
    with pytest.raises(WithColleague):
        take_up(actor=second, dossier_id=case.pk)
    assert now(case).officer == first.user
    assign(actor=second, dossier_id=case.pk, to=second.user, instead_of=first.user.pk)
    take_up(actor=second, dossier_id=case.pk)
    assert now(case).officer == second.user
    assert told(case) == ["case.assigned", "dossier.taken_up", "case.assigned"]


def test_what_was_given_back_is_taken_up_again_without_beginning_twice():
    officer, case = make_officer(), CaseFactory()
    take_up(actor=officer, dossier_id=case.pk)
    assign(actor=officer, dossier_id=case.pk, to=None, instead_of=officer.user.pk)
    assert now(case).officer is None
    take_up(actor=officer, dossier_id=case.pk)
    assert now(case).officer == officer.user
    assert told(case).count("dossier.taken_up") == 1


def test_assigning_is_done_once_and_changes_no_state():
    officer, colleague, case = make_officer(), make_officer(), CaseFactory()
    for _twice in range(2):
        assign(actor=officer, dossier_id=case.pk, to=colleague.user, instead_of=None)
    assert now(case).officer == colleague.user
    assert now(case).state == State.RECEIVED
    [event] = Event.objects.about(case.dossier)
    assert (event.tag, event.facts) == ("case.assigned", {"officer": str(colleague.user.pk)})


def test_handing_over_what_changed_hands_meanwhile_is_refused():
    officer, colleague, other, case = make_officer(), make_officer(), make_officer(), CaseFactory()
    assign(actor=colleague, dossier_id=case.pk, to=colleague.user, instead_of=None)
    with pytest.raises(HandedOverMeanwhile):
        assign(actor=officer, dossier_id=case.pk, to=other.user, instead_of=None)
    assert now(case).officer == colleague.user


@pytest.mark.parametrize("lost", ["membership", "group", "staff", "active", "never"])
def test_only_case_officers_of_the_service_as_they_are_now_handle_its_dossiers(lost):
    officer, case = make_officer(), CaseFactory()
    assert get_case(officer, case.pk) == case
    user = officer.user
    match lost:
        case "membership":
            ServiceMember.objects.filter(user=user).delete()
        case "group":
            user.groups.clear()
        case "staff":
            user.is_staff = False
        case "active":
            user.is_active = False
        case _:
            officer = make_officer("another-service")
    user.save()
    for act in (take_up, lambda **of: assign(**of, to=user, instead_of=None)):
        with pytest.raises(NotVisible):
            act(actor=officer, dossier_id=case.pk)
    with pytest.raises(NotVisible):
        get_case(officer_of(officer.user), case.pk)
    colleague = make_officer()
    if lost != "never":
        with pytest.raises(NotOfService):
            assign(actor=colleague, dossier_id=case.pk, to=user, instead_of=None)
    assert told(case) == []


def test_dossier_without_a_case_is_nobodys():
    dossier = SentDossierFactory(state=State.RECEIVED)
    with pytest.raises(NotVisible):
        take_up(actor=make_officer(), dossier_id=dossier.pk)


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.ACCEPTED])
def test_what_has_ended_is_handled_no_more(state):
    officer, case = make_officer(), CaseFactory(dossier__state=state)
    with pytest.raises(NoLongerOpen):
        take_up(actor=officer, dossier_id=case.pk)
    with pytest.raises(NoLongerOpen):
        assign(actor=officer, dossier_id=case.pk, to=officer.user, instead_of=None)
    assert told(case) == []


def test_member_is_added_once():
    user = PersonFactory(is_staff=True)
    for _twice in range(2):
        add_service_member(actor=SYSTEM, user=user, service="service-primes")
    assert ServiceMember.objects.get().user == user
    assert [event.facts for event in Event.objects.about(user)] == [{"service": "service-primes"}]
    with pytest.raises(IntegrityError, match="one_place_per_agent_and_service"), transaction.atomic():
        ServiceMember.objects.create(user=user, service="service-primes")


def test_the_case_bears_the_state_of_its_dossier_whoever_writes_what():
    case = CaseFactory()
    Dossier.objects.filter(pk=case.pk).update(state=State.IN_PROGRESS)
    assert now(case).state == State.IN_PROGRESS
    Case.objects.filter(pk=case.pk).update(state=State.ACCEPTED)
    assert now(case).state == State.IN_PROGRESS
    assert CaseFactory(dossier__state=State.REFUSED).state == State.REFUSED


def test_the_case_bears_since_when_it_is_decided_and_only_then():
    case = CaseFactory(dossier__state=State.IN_PROGRESS)
    assert now(case).decided_at is None
    Dossier.objects.filter(pk=case.pk).update(state=State.REFUSED)
    decided = now(case).decided_at
    assert decided is not None
    Case.objects.filter(pk=case.pk).update(officer=None)
    assert now(case).decided_at == decided
    Dossier.objects.filter(pk=case.pk).update(state=State.ANONYMISED)
    assert now(case).decided_at is None


@pytest.mark.django_db(transaction=True)
def test_two_who_take_it_up_at_once_leave_it_with_one():
    case = CaseFactory()
    officers = [make_officer() for _ in range(4)]
    outcomes = race(*[lambda o=one: take_up(actor=o, dossier_id=case.pk) for one in officers])
    assert sum(isinstance(outcome, Case) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, WithColleague) for outcome in outcomes) == 3
    assert told(case) == ["case.assigned", "dossier.taken_up"]


@pytest.mark.django_db(transaction=True)
def test_taking_up_against_withdrawing_leaves_one_outcome():
    case, officer = CaseFactory(), make_officer()

    @transaction.atomic
    def end():
        dossier = Dossier.objects.select_for_update().get(pk=case.pk)
        move(actor=SYSTEM, party=Party.SYSTEM, dossier=dossier, event=DossierEvent.REFUSE)

    taken, ended = race(lambda: take_up(actor=officer, dossier_id=case.pk), end)
    assert ended is None
    assert isinstance(taken, Case | NoLongerOpen | TransitionRefused)
    assert now(case).state == State.REFUSED


def test_group_alone_gives_no_dossier():
    user = PersonFactory(is_staff=True)
    user.groups.add(Group.objects.get_or_create(name="case_officer")[0])
    CaseFactory()
    assert officer_of(user).services == frozenset()


@pytest.mark.django_db(transaction=True)
def test_ending_somebodys_work_while_they_are_given_a_dossier_leaves_them_none():
    officer, colleague, cases = make_officer(), make_officer(), CaseFactory.create_batch(3)
    member = ServiceMember.objects.get(user=colleague.user)

    def giving(case):
        return lambda: assign(actor=officer, dossier_id=case.pk, to=colleague.user, instead_of=None)

    contenders = [
        *map(giving, cases),
        lambda: take_up(actor=colleague, dossier_id=cases[0].pk),
        lambda: end_service_member(actor=SYSTEM, member_id=member.pk),
    ]
    outcomes = race(*contenders)
    assert isinstance(outcomes[-1], ServiceMember)
    refusals = NotOfService | NotVisible | WithColleague | HandedOverMeanwhile
    assert all(isinstance(outcome, Case | refusals) for outcome in outcomes[:-1])
    assert not Case.objects.filter(officer=colleague.user).exists()
