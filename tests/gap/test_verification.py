"""The source is read again: a representative who made themselves manager stays so while they are one."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from enterprises.managers import verification_services
from enterprises.managers.designation_services import designate_self
from enterprises.models import Enterprise, GapDesignation, GapVacancy, RepresentationCheck
from enterprises.tasks import verify_functions
from monespace.journal.models import Event
from monespace.mail.models import Mail
from tests.gap.conftest import make_firm, outcomes
from tests.gap.test_designations import mails, tags
from tests.gap.test_proposals import propose
from tests.gap.test_taken_back import sent_by
from tests.support.enterprise_factories import GapDesignationFactory, MembershipFactory
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db
TOMORROW = timedelta(days=1, minutes=1)


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as moved:
        yield moved


@pytest.fixture
def led(clock, firm):
    """A firm whose director made himself access manager a day ago."""
    designate_self(actor=firm.representing())
    clock.shift(TOMORROW)
    return firm


def ended(firm):
    return firm.enterprise.gap_designations.get(user=firm.director).end_reason


def test_who_still_represents_stays_and_is_asked_about_once_a_day(led, clock):
    asked = len(led.register.asked)
    for _ in range(3):
        verify_functions()
    assert led.managers() == {led.director: "principal"}
    assert len(led.register.asked) == asked + 2  # one question: functions, enterprise
    clock.shift(TOMORROW)
    verify_functions()
    assert outcomes(led.director) == ["represents"] * 3
    by_the_portal = Event.objects.about(led.director).filter(
        tag="representation.checked", actor_type="system"
    )
    assert by_the_portal.count() == 2


def test_function_that_ended_ends_the_designation_in_a_recorded_vacancy_and_all_are_told(led):
    member = MembershipFactory(enterprise=led.enterprise).user
    invitation = sent_by(led, led.director)
    led.register.ends_functions(led.enterprise)
    for _ in range(2):
        verify_functions()
    assert ended(led) == "function_ended"
    vacancy = led.enterprise.gap_vacancies.current().get()
    assert vacancy.designation.user == led.director
    invitation.refresh_from_db()
    assert invitation.standing == "revoked"
    assert tags(led.enterprise)[-3:] == ["gap.ended", "invitation.revoked", "gap.vacant"]
    assert Event.objects.about(led.enterprise).filter(tag="gap.ended").get().actor_type == "system"
    for told in (("gap_ended", led.director.email), ("gap_vacant", member.email)):
        assert mails().count(told) == 1


@pytest.mark.parametrize("language", ["fr", "de", "nl", "en"])
def test_mail_says_why_and_what_to_do_if_the_source_is_wrong(led, language):
    type(led.director).objects.filter(pk=led.director.pk).update(language=language)
    led.register.ends_functions(led.enterprise)
    verify_functions()
    mail = Mail.objects.get(template="gap_ended")
    with translation.override(language):
        assert str(GapDesignation.EndReason.FUNCTION_ENDED.label) in mail.text
    assert reverse("enterprises:represent") in mail.text
    assert (mail.language, led.enterprise.name in mail.subject) == (language, False)


def test_vacancy_ends_when_another_representative_designates_themselves(led):
    led.register.ends_functions(led.enterprise)
    verify_functions()
    successor = PersonFactory()
    led.register.appoints(successor, led.enterprise)
    designate_self(actor=led.representing(successor))
    assert led.managers() == {successor: "principal"}
    assert not GapVacancy.objects.current().exists()


def test_co_gap_who_stays_is_no_vacancy(led):
    co_gap = GapDesignationFactory(enterprise=led.enterprise, kind="co_gap").user
    led.register.ends_functions(led.enterprise)
    verify_functions()
    assert led.managers() == {co_gap: "co_gap"}
    assert not GapVacancy.objects.exists()


def test_designation_of_somebody_else_outlasts_the_function_of_who_made_it(firm, clock):
    colleague = GapDesignationFactory(
        enterprise=firm.enterprise, designated_by=firm.director, representation=firm.representing().check
    ).user
    firm.register.ends_functions(firm.enterprise)
    clock.shift(TOMORROW)
    verify_functions()
    assert firm.managers() == {colleague: "principal"}


def test_proposal_of_a_former_representative_leads_nowhere(led, clock):
    propose(led)
    clock.shift(TOMORROW)
    led.register.ends_functions(led.enterprise)
    verify_functions()
    assert not led.enterprise.gap_proposals.open().exists()


@pytest.mark.parametrize(("status", "body"), [(503, None), (200, b"<p>Maintenance</p>"), (404, None)])
def test_outage_changes_nothing_and_the_next_run_asks_again(led, status, body):
    led.register.ends_functions(led.enterprise)
    led.register.status, led.register.body = status, body
    verify_functions()
    assert led.managers() == {led.director: "principal"}
    if status != 404:  # an answer, though not about the person
        assert outcomes(led.director) == ["represents"]
        led.register.status, led.register.body = 200, None
        verify_functions()
        assert ended(led) == "function_ended"


def test_outage_ends_the_run_at_the_first_question(led, register, clock):
    other = make_firm(register)
    designate_self(actor=other.representing())
    clock.shift(TOMORROW)
    led.register.status = 503
    asked = len(register.asked)
    verify_functions()
    assert len(register.asked) == asked + 1


def test_batches_reach_everybody(led, register, clock, monkeypatch):
    monkeypatch.setattr(verification_services, "BATCH", 2)
    firms = [led, *[make_firm(register) for _ in range(2)]]
    for firm in firms[1:]:
        designate_self(actor=firm.representing())
    clock.shift(TOMORROW)
    for firm in firms:
        register.ends_functions(firm.enterprise)
    assert [verification_services.verify_functions() for _ in range(3)] == [2, 1, 0]
    assert [ended(firm) for firm in firms] == ["function_ended"] * 3


def test_enterprise_that_stopped_is_left_in_peace(led):
    Enterprise.objects.filter(pk=led.enterprise.pk).update(stopped_on=timezone.localdate())
    asked = len(led.register.asked)
    verify_functions()
    assert len(led.register.asked) == asked


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_end_it_once(register):
    firm = make_firm(register)
    designate_self(actor=firm.representing())
    register.ends_functions(firm.enterprise)
    with time_machine.travel(timezone.now() + TOMORROW, tick=False):
        race(verify_functions, verify_functions)
    assert ended(firm) == "function_ended"
    assert tags(firm.enterprise).count("gap.vacant") == 1
    assert RepresentationCheck.objects.filter(outcome="does_not").exists()
