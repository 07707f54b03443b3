"""Designating, replacing, removing and resigning: who may, what is written, who is told."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.utils import timezone

from enterprises.managers.designation_services import designate_self, end_designation, resign
from enterprises.managers.errors import GapNotEndedHere, NotRepresentative
from enterprises.models import GapDesignation, GapVacancy
from monespace.common.errors import Forbidden
from monespace.journal.models import Event
from monespace.mail.models import Mail
from tests.gap.conftest import make_firm
from tests.support.enterprise_factories import GapDesignationFactory, MembershipFactory
from tests.support.factories import PersonFactory

pytestmark = pytest.mark.django_db


def held_by(firm, person):
    return firm.enterprise.gap_designations.current().get(user=person)


def named(firm, name):
    return next(person for person in firm.managers() if person.last_name == name)


def tags(enterprise):
    return [event.tag for event in Event.objects.about(enterprise)]


def mails():
    return sorted(Mail.objects.values_list("template", "to"))


def test_representative_becomes_gap_with_the_source_as_evidence(firm):
    director = firm.representing()
    designation = designate_self(actor=director)
    assert designate_self(actor=director) == designation
    assert firm.managers() == {firm.director: "principal"}
    assert (designation.representation, designation.evidence) == (
        director.check,
        "BCE: Administrateur, 2024-03-01",
    )
    assert designation.designated_by == firm.director
    assert tags(firm.enterprise) == ["gap.designated"]
    assert mails() == [("gap_designated", firm.director.email)]


def test_representative_replaces_the_gap_in_one_go_and_all_are_told(managed):
    former = named(managed, "Hermans")
    designate_self(actor=managed.representing())
    assert managed.managers() == {managed.director: "principal", named(managed, "Wauters"): "co_gap"}
    ended = GapDesignation.objects.get(user=former)
    assert (ended.end_reason, ended.ended_by) == ("replaced", managed.director)
    assert ("gap_ended", former.email) in mails()
    assert not GapVacancy.objects.exists()


def test_co_gap_who_represents_the_enterprise_becomes_gap(firm):
    GapDesignationFactory(enterprise=firm.enterprise, user=firm.director, kind="co_gap")
    designate_self(actor=firm.representing())
    assert firm.managers() == {firm.director: "principal"}


def test_representative_of_one_enterprise_is_nobody_elsewhere(firm, managed):
    other = make_firm(firm.register)
    stranger = GapDesignationFactory(enterprise=other.enterprise)
    with pytest.raises(NotRepresentative):
        end_designation(actor=firm.representing(), designation=stranger, note="Fin")


def test_representative_ends_a_designation_and_leaves_a_recorded_vacancy(firm):
    member = MembershipFactory(enterprise=firm.enterprise).user
    GapDesignationFactory(enterprise=firm.enterprise, user__last_name="Hermans")
    gone = end_designation(
        actor=firm.representing(), designation=held_by(firm, named(firm, "Hermans")), note="Fin"
    )
    again = end_designation(actor=firm.representing(), designation=gone, note="Fin")
    assert again.ended_at == gone.ended_at
    vacancy = firm.enterprise.gap_vacancies.current().get()
    assert (vacancy.designation, vacancy.opened_at) == (gone, gone.ended_at)
    assert tags(firm.enterprise) == ["gap.ended", "gap.vacant"]
    assert ("gap_vacant", member.email) in mails()


def test_vacancy_ends_with_the_next_designation(firm):
    designate_self(actor=firm.representing())
    resign(actor=firm.acting(firm.director), note="Fin")
    vacancy = firm.enterprise.gap_vacancies.current().get()
    designate_self(actor=firm.representing())
    vacancy.refresh_from_db()
    assert vacancy.closed_at is not None


def test_gap_resigns_for_themselves_only_and_is_out_at_once(managed):
    gap = managed.acting(named(managed, "Hermans"))
    ended = resign(actor=gap, note="Fin")
    assert ended.end_reason == "resigned"
    assert list(managed.managers().values()) == ["co_gap"]
    assert not GapVacancy.objects.exists()
    with pytest.raises(Http404):
        resign(actor=gap, note="Fin")


def test_gap_removes_a_co_gap_but_never_themselves_and_no_co_gap_the_gap(managed):
    gap, co_gap = named(managed, "Hermans"), named(managed, "Wauters")
    for person, target in ((gap, gap), (co_gap, gap), (co_gap, co_gap)):
        with pytest.raises(GapNotEndedHere):
            end_designation(actor=managed.acting(person), designation=held_by(managed, target), note="Fin")
    end_designation(actor=managed.acting(gap), designation=held_by(managed, co_gap), note="Fin")
    assert managed.managers() == {gap: "principal"}


def test_member_without_designation_removes_nobody(managed):
    owner = MembershipFactory(enterprise=managed.enterprise).user
    with pytest.raises(Forbidden, match=r"members\.manage"):
        end_designation(
            actor=managed.acting(owner), designation=held_by(managed, named(managed, "Wauters")), note="Fin"
        )
    assert len(managed.managers()) == 2


@pytest.mark.parametrize("last", [True, False])
def test_database_refuses_to_lose_the_last_gap_silently(managed, last):
    rows = GapDesignation.objects.filter(enterprise=managed.enterprise)
    if not last:
        rows = rows.filter(kind="co_gap")

    def end_by_hand():
        with transaction.atomic():
            rows.update(ended_at=timezone.now(), end_reason="ended")
            connection.check_constraints()

    if last:
        with pytest.raises(IntegrityError, match="recorded vacancy"):
            end_by_hand()
    else:
        end_by_hand()
    assert len(managed.managers()) == (2 if last else 1)


def test_database_refuses_a_vacancy_beside_a_gap(firm):
    designation = GapDesignationFactory(enterprise=firm.enterprise, user=PersonFactory())

    def open_by_hand():
        with transaction.atomic():
            GapVacancy.objects.create(
                enterprise=firm.enterprise, designation=designation, opened_at=timezone.now()
            )
            connection.check_constraints()

    with pytest.raises(IntegrityError, match="recorded vacancy"):
        open_by_hand()
