"""An outage is announced as it was shown, once, and makes the limits it meets longer, batch by batch."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dossiers.deadlines import outage_services
from dossiers.deadlines.errors import EffectsChanged
from dossiers.deadlines.models import DossierDeadline, Outage
from dossiers.deadlines.outages import effects_of, fingerprint_of
from dossiers.states import DossierEvent
from monespace.common.authors import SYSTEM
from monespace.journal.models import Event
from monespace.outbox.models import Message
from monespace.outbox.testing import drain
from tests.deadlines.scene import THIRTY_DAYS, deadline_row, happen, outage, sent, version_with
from tests.support.race import race

pytestmark = pytest.mark.django_db

MARCH = (date(2026, 3, 10), date(2026, 3, 12))
FIRST_OF_APRIL, ELEVENTH_OF_APRIL = date(2026, 4, 1), date(2026, 4, 11)


@pytest.fixture
def now(time_machine):
    time_machine.move_to("2026-03-12 10:00+01:00", tick=False)
    return time_machine


@transaction.atomic
def announce(announced, shown=None):
    shown = shown or fingerprint_of(announced, effects_of(announced))
    return outage_services.announce(actor=SYSTEM, outage=announced, shown=shown)


def test_the_limits_that_run_are_extended_and_each_dossier_tells_it(now):
    version = version_with(**THIRTY_DAYS)
    met, later = sent(version, date(2026, 3, 2)), sent(version, date(2026, 3, 13))
    announced = announce(outage(*MARCH))
    assert deadline_row(met).due_on == FIRST_OF_APRIL
    drain()
    row = deadline_row(met)
    assert row.due_on == ELEVENTH_OF_APRIL
    assert [step.kind for step in row.explanation] == ["begun", "extended"]
    [told] = [one for one in Event.objects.about(met) if one.tag == "deadline.changed"]
    assert told.facts == {
        "due_on": "2026-04-11",
        "previous": "2026-04-01",
        "outage": str(announced.pk),
    }
    assert deadline_row(later).due_on == date(2026, 4, 12)


def test_an_outage_of_some_demarches_leaves_the_others(now):
    concerned, other = version_with(**THIRTY_DAYS), version_with(**THIRTY_DAYS)
    dossiers = [sent(version, date(2026, 3, 2)) for version in (concerned, other)]
    announce(outage(*MARCH, for_all=False, demarches=[concerned.demarche.slug]))
    drain()
    assert [deadline_row(one).due_on for one in dossiers] == [ELEVENTH_OF_APRIL, FIRST_OF_APRIL]


def test_decided_dossiers_keep_their_day_and_those_waited_for_get_theirs_with_the_answer(now):
    version = version_with(**THIRTY_DAYS)
    decided, waited_for = sent(version, date(2026, 3, 2)), sent(version, date(2026, 3, 2))
    happen(decided, DossierEvent.RECEIVE, DossierEvent.TAKE_UP, DossierEvent.ACCEPT)
    happen(waited_for, DossierEvent.RECEIVE, DossierEvent.TAKE_UP, DossierEvent.ASK)
    announce(outage(*MARCH))
    drain()
    assert deadline_row(decided).due_on == FIRST_OF_APRIL
    assert deadline_row(waited_for).due_on is None
    now.move_to("2026-03-14 10:00+01:00")
    happen(waited_for, DossierEvent.ANSWER)
    assert deadline_row(waited_for).due_on == date(2026, 4, 13)


def test_a_dossier_sent_afterwards_knows_of_an_outage_that_goes_on(now):
    announce(outage(date(2026, 3, 10), date(2026, 3, 20)))
    assert deadline_row(sent(version_with(**THIRTY_DAYS), date(2026, 3, 15))).due_on == date(2026, 4, 24)


def test_many_limits_are_extended_in_batches_and_once(now, monkeypatch):
    monkeypatch.setattr(outage_services, "BATCH", 2)
    version = version_with(**THIRTY_DAYS)
    dossiers = [sent(version, date(2026, 3, 2)) for _ in range(5)]
    announced = announce(outage(*MARCH))
    drain()
    assert {deadline_row(one).due_on for one in dossiers} == {ELEVENTH_OF_APRIL}
    assert Message.objects.filter(topic=outage_services.EXTEND, done_at__isnull=False).count() == 3
    outage_services.extend(outage_id=str(announced.pk), after=outage_services.BEFORE_ALL)
    events = Event.objects.filter(tag="deadline.changed")
    assert events.count() == len(dossiers)


def test_a_dossier_sent_while_it_was_announced_is_found_by_the_second_run(now):
    announce(outage(*MARCH))
    drain()
    unaware = sent(version_with(**THIRTY_DAYS), date(2026, 3, 2))
    DossierDeadline.objects.filter(pk=unaware.pk).update(due_on=FIRST_OF_APRIL, steps=[])
    [second] = Message.objects.filter(topic=outage_services.EXTEND, done_at=None)
    assert second.available_at > timezone.now()
    Message.objects.filter(pk=second.pk).update(available_at=timezone.now())
    drain()
    assert deadline_row(unaware).due_on == ELEVENTH_OF_APRIL


def test_what_it_changes_is_counted_exactly_before(now):
    one, two = version_with(**THIRTY_DAYS), version_with(amount=2, unit="months", start="receipt")
    for day in (2, 2, 3):
        sent(one, date(2026, 3, day))
    sent(two, date(2026, 3, 2))
    sent(one, date(2026, 1, 5))
    found = effects_of(outage(*MARCH))
    assert found.count == 4
    changes = [change for of_demarche in found.demarches for change in of_demarche.changes]
    assert sorted((change.before, change.after, change.dossiers) for change in changes) == [
        (date(2026, 4, 1), date(2026, 4, 11), 2),
        (date(2026, 4, 2), date(2026, 4, 12), 1),
        (date(2026, 5, 2), date(2026, 5, 12), 1),
    ]
    announce(outage(*MARCH))
    drain()
    assert Event.objects.filter(tag="deadline.changed").count() == found.count


def test_counting_what_it_changes_takes_as_many_statements_for_many_dossiers(now):
    version = version_with(**THIRTY_DAYS)
    sent(version, date(2026, 3, 2))
    effects_of(outage(*MARCH))
    announced = outage(*MARCH)
    with CaptureQueriesContext(
        connection,
    ) as few:
        effects_of(announced)
    for _ in range(10):
        sent(version, date(2026, 3, 2))
    with CaptureQueriesContext(connection) as many:
        assert effects_of(announced).count == 11
    assert len(many) == len(few)


def test_what_was_not_shown_is_not_announced(now):
    version = version_with(**THIRTY_DAYS)
    sent(version, date(2026, 3, 2))
    announced = outage(*MARCH)
    shown = fingerprint_of(announced, effects_of(announced))
    sent(version, date(2026, 3, 2))
    with pytest.raises(EffectsChanged):
        announce(announced, shown)
    assert not Outage.objects.exists()
    longer = outage(*MARCH, id=announced.pk, extra_days=60)
    with pytest.raises(EffectsChanged):
        announce(longer, fingerprint_of(announced, effects_of(announced)))
    assert announce(announced).pk == announced.pk


def test_the_same_outage_twice_is_announced_once(now):
    sent(version_with(**THIRTY_DAYS), date(2026, 3, 2))
    announced = outage(*MARCH)
    shown = fingerprint_of(announced, effects_of(announced))
    announce(announced, shown)
    announce(announced, shown)
    assert Outage.objects.count() == 1
    assert Event.objects.filter(tag="outage.announced").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_announce_at_once_leave_one_outage():
    announced = outage(*MARCH)
    race(lambda: announce(announced), lambda: announce(announced))
    assert Outage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_and_an_extension_at_once_leave_both():
    version = version_with(**THIRTY_DAYS)
    dossier = sent(version)
    happen(dossier, DossierEvent.RECEIVE, DossierEvent.TAKE_UP)
    today = timezone.localdate()
    announced = announce(outage(today, today))
    race(
        lambda: happen(dossier, DossierEvent.ASK),
        lambda: outage_services.extend(outage_id=str(announced.pk), after=outage_services.BEFORE_ALL),
    )
    row = deadline_row(dossier)
    assert row.waits == [[today.isoformat(), None]]
    assert row.due_on is None


@pytest.mark.parametrize("change", [{"extra_days": 90}, {"began_on": date(2026, 1, 1)}])
def test_an_outage_that_was_announced_never_changes(now, change):
    announced = announce(outage(*MARCH))
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Outage.objects.filter(pk=announced.pk).update(**change)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        announced.delete()
