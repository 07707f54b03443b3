"""From the last change of a draft to its end, with the clock moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import MailPace
from dossiers.drafts.calendar_services import end_due, tell_due
from dossiers.drafts.models import DraftNotice
from dossiers.drafts.periods import LONGEST_NOTICE, notice_days, silent_before, trash_day
from dossiers.drafts.recipients import people_of
from dossiers.drafts.services import restore
from dossiers.filling.services import lock_draft
from dossiers.models import Dossier, StepAnswers
from dossiers.states import State
from enterprises.rights.permissions import Role
from monespace.journal.models import Event
from monespace.mail.models import Mail
from monespace.outbox.testing import drain
from tests.filling.factories import draft_of, publish
from tests.submission.factories import actor_of
from tests.support.enterprise_factories import EnterpriseFactory, MembershipFactory

pytestmark = pytest.mark.django_db
BEGAN = datetime(2026, 3, 2, 10, tzinfo=UTC)
KEPT = 90  # days, as a definition says that says nothing


@pytest.fixture
def draft(person):
    with time_machine.travel(BEGAN, tick=False):
        found = draft_of(person)
        StepAnswers.objects.create(
            dossier=found, step="vous", values={"nom": "L"}, saved_at=BEGAN, saved_by=person
        )
    return found


def after(days: int):
    """Move the clock so many days after the draft began, and have beat do its daily work."""
    with time_machine.travel(BEGAN + timedelta(days=days), tick=False):
        end_due()
        tell_due()
        drain()


def told(template: str) -> int:
    return Mail.objects.filter(template=template).count()


def state_of(draft: Dossier) -> str:
    return Dossier.objects.get(pk=draft.pk).state


def test_a_forgotten_draft_is_reminded_announced_put_in_the_trash_and_emptied(draft):
    seen = []
    for day in range(KEPT + 33):
        before = (told("draft_waiting"), told("draft_ends"), state_of(draft), StepAnswers.objects.exists())
        after(day)
        now = (told("draft_waiting"), told("draft_ends"), state_of(draft), StepAnswers.objects.exists())
        if now != before:
            seen.append((day, *now))
    assert seen == [
        (8, 1, 0, State.DRAFT, True),
        (KEPT - LONGEST_NOTICE, 1, 1, State.DRAFT, True),
        (KEPT + 1, 1, 1, State.EXPIRED, True),
        (KEPT + 31, 1, 1, State.EXPIRED, False),
    ]
    tags = [event.tag for event in Event.objects.about(draft)]
    assert tags == ["draft.reminded", "draft.end_announced", "dossier.expired", "draft.emptied"]


def test_the_mails_say_the_day_and_lead_to_the_draft(draft):
    after(8)
    after(KEPT - LONGEST_NOTICE)
    reminder, announcement = (Mail.objects.get(template=one) for one in ("draft_waiting", "draft_ends"))
    assert (reminder.subject, announcement.subject) == (
        "Un brouillon attend d’être envoyé",
        "Un brouillon sera bientôt supprimé",
    )
    assert "jusqu’au 31 mai 2026 au moins" in reminder.text
    assert "Le 1er juin 2026" in announcement.text
    for mail in (reminder, announcement):
        assert f"/dossiers/{draft.pk}/" in mail.text


def test_a_draft_begun_after_midnight_was_begun_on_that_day_here(draft):
    Dossier.objects.filter(pk=draft.pk).update(created_at=datetime(2026, 3, 2, 23, 30, tzinfo=UTC))
    after(8)
    assert "commencée le 3 mars 2026" in Mail.objects.get().text


def test_a_change_after_the_announcement_begins_the_time_anew(draft, person):
    after(KEPT - LONGEST_NOTICE)
    assert told("draft_ends") == 1
    changed = KEPT - 2
    with time_machine.travel(BEGAN + timedelta(days=changed), tick=False):
        lock_draft(actor=actor_of(person), dossier=draft)
    after(KEPT + 1)
    assert state_of(draft) == State.DRAFT
    after(changed + KEPT - LONGEST_NOTICE)
    assert told("draft_ends") == 2
    after(changed + KEPT + 1)
    assert state_of(draft) == State.EXPIRED


def test_what_was_restored_has_its_whole_time_again(draft, person):
    after(KEPT - LONGEST_NOTICE)
    after(KEPT + 1)
    back = KEPT + 20
    restore(actor=actor_of(person), dossier_id=draft.pk)
    Dossier.objects.update(updated_at=BEGAN + timedelta(days=back))  # the database's clock does not move
    for day in (back + 1, back + KEPT - LONGEST_NOTICE - 1):
        after(day)
        assert (state_of(draft), told("draft_ends")) == (State.DRAFT, 1)
    after(back + KEPT - LONGEST_NOTICE)
    after(back + KEPT + 1)
    assert (state_of(draft), told("draft_ends")) == (State.EXPIRED, 2)


def test_however_late_the_clock_is_nobody_has_less_than_the_notice(draft):
    late = KEPT + 200
    after(late)
    assert (state_of(draft), told("draft_ends"), told("draft_waiting")) == (State.DRAFT, 1, 0)
    after(late + LONGEST_NOTICE - 1)
    assert state_of(draft) == State.DRAFT
    after(late + LONGEST_NOTICE)
    assert state_of(draft) == State.EXPIRED


def test_what_was_sent_or_deleted_meanwhile_is_left_alone(draft):
    after(KEPT - LONGEST_NOTICE)
    sent = {"state": State.SUBMITTED, "reference": "ME-TEST", "submitted_at": timezone.now()}
    Dossier.objects.filter(pk=draft.pk).update(**sent)
    after(KEPT + 1)
    assert state_of(draft) == State.SUBMITTED


def test_a_definition_says_how_long_its_drafts_are_kept(person):
    version = publish(retention={"drafts_days": 10})
    with time_machine.travel(BEGAN, tick=False):
        draft = draft_of(person, version=version)
    for day, state, mails in ((4, "draft", 0), (5, "draft", 1), (10, "draft", 1), (11, "expired", 1)):
        after(day)
        assert (state_of(draft), told("draft_ends")) == (state, mails)


def test_who_wants_only_what_asks_something_is_told_of_the_end_alone(draft, person):
    person.mail_pace = MailPace.ACTION
    person.save()
    after(8)
    after(KEPT - LONGEST_NOTICE)
    assert (told("draft_waiting"), told("draft_ends")) == (0, 1)
    assert DraftNotice.objects.get().reminded_at is not None


def test_a_draft_whose_person_has_no_address_ends_all_the_same(draft, person):
    person.email = ""
    person.save()
    after(KEPT - LONGEST_NOTICE)
    assert not Mail.objects.exists()
    after(KEPT + 1)
    assert state_of(draft) == State.EXPIRED


def test_of_an_enterprise_who_worked_on_it_is_told_or_the_owners():
    enterprise = EnterpriseFactory()
    owner, author, helper, _other = (
        MembershipFactory(enterprise=enterprise, role=role).user
        for role in (Role.PROPRIETAIRE, Role.COLLABORATEUR, Role.COLLABORATEUR, Role.COLLABORATEUR)
    )
    draft = draft_of(author, enterprise=enterprise)
    StepAnswers.objects.create(dossier=draft, step="vous", saved_at=timezone.now(), saved_by=helper)
    assert set(people_of(draft)) == {author, helper}
    enterprise.memberships.exclude(user=owner).update(ended_at=timezone.now(), end_reason="départ")
    assert people_of(draft) == [owner]


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(7, 730), st.integers(0, 800))
def test_no_draft_ends_early_and_all_are_told_in_time(changed_on, kept_days, later):
    today = changed_on + timedelta(days=later)
    moment = timezone.make_aware(datetime(changed_on.year, changed_on.month, changed_on.day, 12))  # noqa: DTZ001 - made aware
    is_told = moment < silent_before(kept_days, today=today)
    assert is_told == (later >= kept_days - notice_days(kept_days))
    assert 0 < notice_days(kept_days) < kept_days


def test_the_day_of_the_trash_is_never_before_what_lists_say(draft):
    for told_on in (date(2026, 5, 18), date(2026, 7, 1)):
        ends_on = trash_day(draft, kept_days=KEPT, told_on=told_on)
        assert ends_on > date(2026, 5, 31)
        assert ends_on >= told_on + timedelta(days=LONGEST_NOTICE)
