"""Changes of access managers at the same moment: one after the other, and never nobody without a record."""

from __future__ import annotations

import pytest

from enterprises.managers import proposal_services
from enterprises.managers.designation_services import designate_self, end_designation, resign
from enterprises.models import GapDesignation, GapVacancy
from tests.gap.conftest import make_firm
from tests.gap.test_designations import held_by
from tests.gap.test_proposals import propose
from tests.support.enterprise_factories import GapDesignationFactory
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db(transaction=True)


def names(results):
    return sorted(type(result).__name__ for result in results)


def two_co_gaps(firm):
    people = [PersonFactory(), PersonFactory()]
    for person in people:
        GapDesignationFactory(enterprise=firm.enterprise, user=person, kind="co_gap")
    return people


def test_two_managers_removing_each_other_leave_one(firm):
    one, other = two_co_gaps(firm)
    results = race(
        *[
            lambda who=who, whom=whom: end_designation(
                actor=firm.acting(who), designation=held_by(firm, whom), note="Fin"
            )
            for who, whom in ((one, other), (other, one))
        ]
    )
    assert "GapDesignation" in names(results)
    assert len(firm.managers()) == 1


def test_two_managers_resigning_leave_one_recorded_vacancy(firm):
    actors = [firm.acting(person) for person in two_co_gaps(firm)]
    results = race(*[lambda actor=actor: resign(actor=actor, note="Fin") for actor in actors])
    assert names(results) == ["GapDesignation", "GapDesignation"]
    assert firm.managers() == {}
    assert GapVacancy.objects.count() == 1


def test_two_representatives_at_once_leave_one_gap(firm):
    second = PersonFactory()
    firm.register.appoints(second, firm.enterprise)
    actors = [firm.representing(), firm.representing(second)]
    results = race(*[lambda actor=actor: designate_self(actor=actor) for actor in actors])
    assert names(results) == ["GapDesignation", "GapDesignation"]
    assert list(firm.managers().values()) == ["principal"]


def test_link_forwarded_to_two_people_designates_one(firm):
    token = propose(firm)
    people = [PersonFactory(first_name="Sophie", last_name="Collignon") for _ in range(2)]
    results = race(
        *[lambda person=person: proposal_services.accept(actor=person, token=token) for person in people]
    )
    assert names(results) == ["GapProposal", "ProposalClosed"]
    assert GapDesignation.objects.count() == 1


def test_resigning_while_being_replaced_leaves_no_vacancy(register):
    firm = make_firm(register)
    gap = GapDesignationFactory(enterprise=firm.enterprise).user
    actor, director = firm.acting(gap), firm.representing()
    race(lambda: resign(actor=actor, note="Fin"), lambda: designate_self(actor=director))
    assert firm.managers() == {firm.director: "principal"}
    assert not GapVacancy.objects.current().exists()
