"""A service's queue: what waits for whom, what is late, and never what another service has."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from dossiers.models import Case, DossierDeadline
from dossiers.states import ENDED, OPEN, State
from tests.handling.factories import SERVICE, CaseFactory, make_officer

pytestmark = pytest.mark.django_db


def keys(cases):
    return {case.pk for case in cases}


def test_queue_tells_apart_what_waits_for_whom():
    officer = make_officer()
    made = {state: CaseFactory(dossier__state=state) for state in OPEN | ENDED}
    CaseFactory(service="another", officer=officer.user)
    cases = Case.objects.of_service(officer.services)
    assert keys(cases) == keys(made.values())
    assert keys(cases.open()) == keys(made[state] for state in OPEN)
    assert keys(cases.waiting_for_officer()) == keys([made[State.RECEIVED], made[State.IN_PROGRESS]])
    assert keys(cases.waiting_for_person()) == keys([made[State.ACTION_NEEDED]])


def test_mine_are_those_in_my_hands_and_still_open():
    officer, colleague = make_officer(), make_officer()
    mine = CaseFactory(officer=officer.user)
    theirs = CaseFactory(officer=colleague.user)
    nobodys = CaseFactory()
    CaseFactory(officer=officer.user, dossier__state=State.REFUSED)
    assert keys(Case.objects.mine(officer.user)) == {mine.pk}
    assert keys(Case.objects.mine(colleague.user)) == {theirs.pk}
    assert keys(Case.objects.unassigned()) == {nobodys.pk}


def due(case, day):
    """Give the dossier of a case its last day, which the case bears too."""
    DossierDeadline.objects.create(dossier=case.dossier, received_on=day, due_on=day)
    return case


def test_late_are_open_ones_whose_day_has_passed():
    today = timezone.localdate()
    late = due(CaseFactory(), today - timedelta(days=1))
    due(CaseFactory(), today)
    CaseFactory()
    due(CaseFactory(dossier__state=State.ACCEPTED), today - timedelta(days=9))
    assert keys(Case.objects.late(today)) == {late.pk}


def test_nobody_sees_anything_without_a_service():
    CaseFactory()
    assert not Case.objects.of_service(frozenset()).exists()


def test_each_read_of_the_queue_begins_with_the_service_in_an_index():
    today, user = timezone.localdate(), make_officer().user
    cases = Case.objects.of_service({SERVICE}).order_by("received_at")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    for read in (
        cases.waiting_for_officer(),
        cases.waiting_for_person(),
        cases.mine(user),
        cases.unassigned(),
        cases.late(today),
    ):
        plan = read.explain()
        assert "Index Cond: ((service)" in plan or "Index Cond: (((service)" in plan, plan
