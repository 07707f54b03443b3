"""A representative takes Propriétaire for themselves, by what the source says; nobody else ever does."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from enterprises.managers.designation_services import designate_self, resign
from enterprises.managers.errors import NotRepresentative
from enterprises.managers.verification_services import verify_functions
from enterprises.members.services import change_membership, end_membership
from enterprises.models import Membership
from enterprises.requests.errors import OnlyYouCouldAnswer
from enterprises.rights.permissions import Role
from enterprises.rights.spaces import spaces_of
from enterprises.rights.terms import Terms
from monespace.journal.models import Event
from monespace.mail.models import Mail
from tests.enterprises.histories import history_of
from tests.gap.conftest import make_firm
from tests.gap.test_designations import mails, named, tags
from tests.gap.test_requests import ask
from tests.support.enterprise_factories import (
    EnterpriseFactory,
    GapDesignationFactory,
    MandateFactory,
    MembershipFactory,
    RepresentationCheckFactory,
)
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
TOMORROW = timedelta(days=1, minutes=1)


def take(firm, person=None):
    return designate_self(actor=firm.representing(person), takes_ownership=True)


def held(firm, person=None):
    return firm.enterprise.memberships.open().filter(user=person or firm.director).first()


def end_functions(firm):
    """Let the source say, a day later, that the functions have ended."""
    firm.register.ends_functions(firm.enterprise)
    with time_machine.travel(timezone.now() + TOMORROW, tick=False):
        verify_functions()


def test_representative_becomes_gap_and_owner_in_one_act(firm):
    take(firm)
    assert firm.acting(firm.director).can("dossiers.submit")
    taken = held(firm)
    check = firm.director.representation_checks.get()
    assert (taken.role, taken.representation, taken.created_by) == ("proprietaire", check, firm.director)
    assert taken.ends_on == TODAY() + timedelta(days=730)
    assert tags(firm.enterprise) == ["gap.designated", "membership.added"]
    added = Event.objects.about(firm.enterprise).get(tag="membership.added")
    assert (added.facts["via"], added.facts["source"]) == ("representation", str(check.pk))
    assert ("access", firm.director.email) in mails()
    assert "représentant légal, selon la BCE" in history_of(firm.enterprise)[0].why


def test_twice_is_once_and_no_is_no(firm):
    designate_self(actor=firm.representing())
    assert held(firm) is None
    for _ in range(3):
        take(firm)
    designate_self(actor=firm.representing())
    assert Membership.objects.get() == held(firm)


def test_representative_who_is_gap_already_takes_it_later_and_the_others_are_told(managed):
    designate_self(actor=managed.representing())
    take(managed)
    told = [to for template, to in mails() if template == "ownership_taken"]
    assert told == [named(managed, "Wauters").email]
    assert managed.enterprise.name not in Mail.objects.filter(template="ownership_taken").get().subject


@pytest.mark.parametrize(
    "lesser",
    [
        {"role": Role.LECTEUR},
        {"role": Role.COLLABORATEUR},
        {"demarches": ["sesam"]},
        {"ends_on": TODAY() + timedelta(days=10)},
        {"starts_on": TODAY() + timedelta(days=10)},
    ],
)
def test_lesser_access_gives_way(firm, lesser):
    MembershipFactory(enterprise=firm.enterprise, user=firm.director, **lesser)
    take(firm)
    taken = held(firm)
    assert (taken.role, taken.demarches, taken.starts_on) == ("proprietaire", [], TODAY())
    assert taken.ends_on == TODAY() + timedelta(days=730)
    assert Membership.objects.exclude(pk=taken.pk).get().end_reason == "changed"


def test_owner_by_somebody_else_keeps_that(firm):
    given = MembershipFactory(enterprise=firm.enterprise, user=firm.director)
    take(firm)
    assert Membership.objects.get() == given
    end_functions(firm)
    assert held(firm) == given  # somebody decided so, whatever the function


def test_function_that_ended_between_the_answer_and_the_act_gives_nothing(firm):
    actor = firm.representing()
    firm.register.ends_functions(firm.enterprise)
    with pytest.raises(AssertionError):
        firm.representing()  # a newer answer counts
    with pytest.raises(NotRepresentative):
        designate_self(actor=actor, takes_ownership=True)
    assert not Membership.objects.exists()


def test_answer_an_hour_old_gives_nothing(firm):
    actor = firm.representing()
    with time_machine.travel(timezone.now() + timedelta(minutes=61)), pytest.raises(NotRepresentative):
        designate_self(actor=actor, takes_ownership=True)


def test_it_ends_with_the_function_and_the_person_is_told_why(firm):
    take(firm)
    end_functions(firm)
    assert firm.enterprise.number not in {card.space.key for card in spaces_of(firm.director)}
    ended = Membership.objects.get()
    assert (ended.end_reason, ended.ended_by) == ("function_ended", None)
    mail = Mail.objects.filter(template="access").latest("created_at")
    assert "ne représentez plus l’entreprise" in mail.text
    assert any("Ne représente plus" in entry.reason for entry in history_of(firm.enterprise))


def test_it_lasts_beyond_the_designation_and_still_ends_with_the_function(firm):
    take(firm)
    resign(actor=firm.acting(firm.director), note="Fin")
    assert held(firm)
    end_functions(firm)
    assert held(firm) is None


def test_it_ends_with_the_function_whoever_changed_its_terms(managed):
    take(managed)
    other = managed.acting(named(managed, "Wauters"))
    terms = Terms(role=Role.PROPRIETAIRE, ends_on=TODAY() + timedelta(days=900))
    change_membership(actor=other, membership=held(managed), terms=terms, reason="")
    assert held(managed).created_by == other.user
    end_functions(managed)
    assert held(managed) is None


def test_another_manager_may_end_it_and_the_outage_ends_nothing(managed):
    take(managed)
    managed.register.status = 503
    end_functions(managed)
    assert held(managed)
    end_membership(actor=managed.acting(named(managed, "Wauters")), membership=held(managed), reason="Non")
    assert held(managed) is None


def test_manager_on_documents_who_represents_is_verified_by_the_access_alone(firm):
    GapDesignationFactory(enterprise=firm.enterprise, user=firm.director)
    take(firm)
    end_functions(firm)
    assert held(firm) is None
    assert firm.managers() == {firm.director: "principal"}  # somebody else designated them


@pytest.mark.parametrize("with_check", [True, False])
def test_database_refuses_who_gives_themselves_anything_else(firm, with_check):
    check = RepresentationCheckFactory(user=firm.director, enterprise=firm.enterprise)
    own = {"enterprise": firm.enterprise, "user": firm.director, "created_by": firm.director}
    wrong = {"role": Role.LECTEUR, "representation": check} if with_check else {"role": Role.PROPRIETAIRE}
    with pytest.raises(IntegrityError, match="only_a_representative"), transaction.atomic():
        MembershipFactory(**own, **wrong)
    MembershipFactory(**own, role=Role.PROPRIETAIRE, representation=check)


def test_accountant_alone_takes_it_at_home_and_acts_for_the_client_until_the_function_ends(firm):
    client = EnterpriseFactory()
    MandateFactory(client=client, holder=firm.enterprise)
    assert client.number not in {card.space.key for card in spaces_of(firm.director)}
    take(firm)
    assert client.number in {card.space.key for card in spaces_of(firm.director)}
    end_functions(firm)
    assert client.number not in {card.space.key for card in spaces_of(firm.director)}


def test_request_that_only_its_author_could_answer_is_refused_at_once(managed):
    alone, other = named(managed, "Hermans"), named(managed, "Wauters")
    assert ask(managed, other).pk  # Hermans may answer
    resign(actor=managed.acting(other), note="Fin")
    with pytest.raises(OnlyYouCouldAnswer):
        ask(managed, alone)
    assert not managed.enterprise.access_requests.filter(requested_by=alone).exists()


def test_own_waiting_request_is_over_once_the_representative_takes_it(firm):
    request = ask(firm, firm.director)
    take(firm)
    request.refresh_from_db()
    assert request.withdrawn_at
    assert "access.withdrawn" in tags(firm.enterprise)


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_take_it_once(register):
    firm = make_firm(register)
    actor = firm.representing()
    race(*[lambda: designate_self(actor=actor, takes_ownership=True) for _ in range(2)])
    assert Membership.objects.count() == 1
    assert tags(firm.enterprise) == ["gap.designated", "membership.added"]


@pytest.mark.django_db(transaction=True)
def test_function_that_ends_at_the_same_moment_leaves_nothing(register):
    firm = make_firm(register)
    take(firm)
    other = PersonFactory()
    register.appoints(other, firm.enterprise)
    register.functions[firm.enterprise.number][0]["until"] = "2025-01-01"
    actor = firm.representing(other)
    with time_machine.travel(timezone.now() + timedelta(minutes=30), tick=False):
        race(verify_functions, lambda: designate_self(actor=actor, takes_ownership=True))
    with time_machine.travel(timezone.now() + TOMORROW, tick=False):
        verify_functions()
    assert (held(firm), held(firm, other).role) == (None, "proprietaire")
