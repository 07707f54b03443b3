"""Which dossiers are announced and erased, and on which day: states, holds and dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from dossiers.models import Dossier, Erasure, Hold
from dossiers.moves import move
from dossiers.retention import services
from dossiers.retention.hold_services import end_hold, hold
from dossiers.retention.models import Ground
from dossiers.retention.period import NOTICE_DAYS, erasing_day, last_day, to_tell_before
from dossiers.retention.selectors import (
    not_announced,
    planned_within,
    retention_of,
    to_announce,
    with_retention,
)
from dossiers.retention.services import announce_due, erase_due
from dossiers.states import ENDED, DossierEvent, Party, State
from monespace.common.days import written_day
from monespace.journal.models import Event
from monespace.mail.models import Mail
from monespace.outbox.testing import drain
from tests.handling.factories import make_officer
from tests.retention.scene import ended, one_year, past
from tests.submission.factories import DraftFactory, SentDossierFactory
from tests.support.factories import AgentFactory

pytestmark = pytest.mark.django_db
DAYS = st.dates(date(1990, 1, 1), date(2150, 12, 31))
ALL_BUT_ENDED = set(State) - ENDED - {State.ANONYMISED}


def state_of(dossier: Dossier) -> str:
    return Dossier.objects.get(pk=dossier.pk).state


def held(dossier: Dossier, ground: Ground = Ground.APPEAL) -> Hold:
    return hold(
        actor=AgentFactory(group="supervisor"), dossier_id=dossier.pk, ground=ground, reason="Conseil d’État"
    )


def shown(dossier):
    return retention_of(with_retention().get(pk=dossier.pk))


@pytest.mark.parametrize(
    ("ended_on", "years", "expected"),
    [
        (date(2026, 11, 30), 10, date(2036, 11, 30)),
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
        (date(2025, 12, 31), 1, date(2026, 12, 31)),
    ],
)
def test_the_last_day_is_counted_from_the_day_of_the_end(ended_on, years, expected):
    assert last_day(ended_on, years) == expected


def test_the_day_of_the_end_is_that_of_belgium():
    dossier = ended(ended_at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    with time_machine.travel(datetime(2027, 6, 1, tzinfo=UTC)):
        assert shown(dossier).kept_until == date(2028, 1, 1)


@given(day=DAYS, years=st.integers(1, 100))
def test_what_the_database_looks_up_is_what_is_counted(day, years):
    before = to_tell_before(years, on=day)
    last = timezone.localdate(before) - timedelta(days=1)
    assert erasing_day(last, years, told_on=day) == day + timedelta(days=NOTICE_DAYS)
    assert last_day(last, years) < day + timedelta(days=NOTICE_DAYS)
    assert last_day(last + timedelta(days=1), years) >= day + timedelta(days=NOTICE_DAYS)


@pytest.mark.parametrize(
    ("state", "is_held", "days"), list(product(sorted(State), (False, True), (335, 336, 4000)))
)
def test_states_holds_and_dates(state, is_held, days):
    """Of a year, 335 days are over when it is announced: 366 with the day itself, less NOTICE_DAYS."""
    with time_machine.travel(datetime(2026, 11, 30, 12, tzinfo=UTC)):
        dossier = SentDossierFactory(state=state, demarche_version=one_year())
        Dossier.objects.filter(pk=dossier.pk, state__in=ENDED).update(ended_at=timezone.now())
        if is_held and state != State.ANONYMISED:
            held(dossier)
    expected = state in ENDED and not is_held and days >= 336
    told = datetime(2026, 11, 30, 12, tzinfo=UTC) + timedelta(days=days)
    with time_machine.travel(told):
        announce_due()
        erase_due()
        assert Erasure.objects.filter(pk=dossier.pk).exists() == expected
        assert state_of(dossier) == state
    with time_machine.travel(told + timedelta(days=NOTICE_DAYS - 1)):
        erase_due()
        assert state_of(dossier) == state
    with time_machine.travel(told + timedelta(days=NOTICE_DAYS)):
        erase_due()
        assert (state_of(dossier) == State.ANONYMISED) == (expected or state == State.ANONYMISED)


def test_a_definition_says_how_long():
    ten, one = SentDossierFactory(state=State.ACCEPTED), ended(State.ACCEPTED)
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert to_announce(timezone.localdate(), most=9) == [one.pk]
    with time_machine.travel(timezone.now() + timedelta(days=3660)):
        assert to_announce(timezone.localdate(), most=9) == [ten.pk, one.pk]


def test_whatever_ends_a_dossier_notes_since_when():
    dossier = SentDossierFactory()
    assert dossier.ended_at is None
    Dossier.objects.filter(pk=dossier.pk).update(state=State.WITHDRAWN)  # as code of before would
    assert Dossier.objects.get(pk=dossier.pk).ended_at is not None
    draft = DraftFactory()
    with time_machine.travel(datetime(2030, 1, 1, tzinfo=UTC), tick=False):
        move(actor=make_officer(), party=Party.SYSTEM, dossier=draft, event=DossierEvent.EXPIRE)
    assert Dossier.objects.get(pk=draft.pk).ended_at == datetime(2030, 1, 1, tzinfo=UTC)


def test_people_are_told_once_thirty_days_before_and_a_draft_is_not():
    dossier = ended()
    DraftFactory(state=State.DISCARDED, demarche_version=dossier.demarche_version)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=340)):
        for _twice in range(2):
            announce_due()
            drain()
        due_on = Erasure.objects.get(pk=dossier.pk).due_on
        assert Erasure.objects.count() == 2
    mail = Mail.objects.get(template="dossier_news")
    assert mail.recipient == dossier.owner_user
    assert mail.about == dossier.pk
    assert dossier.reference in mail.text
    assert written_day(due_on) in mail.text
    assert "nous effaçons" in mail.text
    assert Event.objects.about(dossier).get(tag="retention.announced").facts == {"due_on": str(due_on)}


def test_who_wants_only_what_asks_something_is_told_and_who_has_a_digest_reads_it_there():
    for pace, expected in (("action", 1), ("daily", 0), ("at_once", 1)):
        dossier = ended()
        type(dossier.owner_user).objects.filter(pk=dossier.owner_user.pk).update(mail_pace=pace)
        with time_machine.travel(timezone.now() + timedelta(days=340)):
            announce_due()
            drain()
        assert Mail.objects.filter(about=dossier.pk).count() == expected, pace
        assert dossier.notices.get().told_at is None if pace == "daily" else dossier.notices.get().told_at


def test_a_clock_that_stood_still_takes_nobody_by_surprise():
    dossier = ended(ago=timedelta(days=3000))
    announce_due()
    assert Erasure.objects.get(pk=dossier.pk).due_on == timezone.localdate() + timedelta(days=NOTICE_DAYS)
    erase_due()
    assert state_of(dossier) == State.REFUSED


def test_a_hold_takes_the_announcement_back_and_its_end_begins_anew():
    dossier = ended(ago=timedelta(days=400))
    announce_due()
    placed = held(dossier)
    assert held(dossier).pk == placed.pk
    assert not Erasure.objects.exists()
    assert shown(dossier).is_held
    announce_due()
    with time_machine.travel(timezone.now() + timedelta(days=500)):
        erase_due()
        assert state_of(dossier) == State.REFUSED
        other = held(dossier, Ground.DISPUTE)
        for _twice in range(2):
            end_hold(actor=other.placed_by, hold_id=placed.pk)
        announce_due()
        assert not Erasure.objects.exists()
        end_hold(actor=other.placed_by, hold_id=other.pk)
        announce_due()
        expected = timezone.localdate() + timedelta(days=NOTICE_DAYS)
        assert Erasure.objects.get(pk=dossier.pk).due_on == expected
    tags = [event.tag for event in Event.objects.about(dossier)]
    assert tags == [
        "retention.announced",
        "retention.held",
        "retention.held",
        "retention.hold_ended",
        "retention.hold_ended",
        "retention.announced",
    ]


def test_no_more_than_one_day_allows_are_erased_however_often_it_runs(monkeypatch):
    monkeypatch.setattr(services, "MOST_A_DAY", 2)
    version = one_year()
    for _each in range(3):
        ended(demarche_version=version, ago=timedelta(days=400))
    announce_due()
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        for _twice in range(2):
            erase_due()
            assert Erasure.objects.planned().count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=32)):
        erase_due()
    assert not Erasure.objects.planned().exists()


def test_what_goes_is_counted_by_demarche_before_it_goes():
    one, other = one_year(), one_year()
    for version, number in ((one, 2), (other, 1)):
        for _each in range(number):
            ended(demarche_version=version, ago=timedelta(days=400))
    today = timezone.localdate()
    expected = [(version.demarche.slug, number) for version, number in ((one, 2), (other, 1))]
    assert not_announced(today) == sorted(expected)
    announce_due()
    assert not_announced(today) == []
    day = today + timedelta(days=NOTICE_DAYS)
    found = [(row["slug"], row["number"], row["first"], row["last"]) for row in planned_within(30, today)]
    assert found == sorted((slug, number, day, day) for slug, number in expected)
    assert planned_within(29, today) == []


def test_an_account_outlives_its_last_dossier():
    dossier = ended()
    past(dossier)
    dossier.owner_user.refresh_from_db()
    assert dossier.owner_user.is_active
    assert dossier.owner_user.first_name
