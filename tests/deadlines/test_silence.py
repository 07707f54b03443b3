"""A limit that passes without a decision decides where the law says so, once, and nowhere else."""

from __future__ import annotations

from datetime import date

import pytest

from dossiers import tasks
from dossiers.deadlines.models import DossierDeadline
from dossiers.deadlines.outages import effects_of
from dossiers.dossier.errors import TransitionRefused
from dossiers.silence.services import decide_by_silence
from dossiers.states import DossierEvent, State
from monespace.journal.models import Event
from tests.deadlines.scene import (
    APPROVAL,
    REFUSAL,
    THIRTY_DAYS,
    deadline_row,
    happen,
    outage,
    sent,
    version_with,
)
from tests.deadlines.test_pages import open_page, text_of
from tests.submission.factories import SentDossierFactory, SubmissionFactory
from tests.support.race import race

__all__ = ["open_page"]
pytestmark = pytest.mark.django_db

SENT_ON, LAST_DAY = date(2026, 3, 2), "2026-04-01 23:59+02:00"
DAY_AFTER = "2026-04-02 00:01+02:00"
BY_OFFICER = [DossierEvent.RECEIVE, DossierEvent.TAKE_UP]


def state_of(dossier):
    dossier.refresh_from_db()
    return dossier.state


@pytest.mark.parametrize(
    ("means", "state", "tag"),
    [(APPROVAL, State.ACCEPTED, "dossier.accepted"), (REFUSAL, State.REFUSED, "dossier.refused")],
)
@pytest.mark.parametrize("events", [[], BY_OFFICER[:1], BY_OFFICER])
def test_silence_decides_the_day_after_the_last_one(time_machine, means, state, tag, events):
    time_machine.move_to(LAST_DAY)
    dossier = sent(version_with(**THIRTY_DAYS | means), SENT_ON)
    happen(dossier, *events)
    before = state_of(dossier)
    tasks.apply_silence()
    assert state_of(dossier) == before
    time_machine.move_to(DAY_AFTER)
    tasks.apply_silence()
    tasks.apply_silence()
    assert state_of(dossier) == state
    row = deadline_row(dossier)
    assert row.silent_at is not None
    assert row.ended_at is not None
    [told] = [one for one in Event.objects.about(dossier) if one.tag == tag]
    assert (told.actor_type, told.facts["silence_since"]) == ("system", "2026-04-01")


def test_without_a_law_silence_decides_nothing(time_machine):
    time_machine.move_to(DAY_AFTER)
    dossiers = [sent(version_with(**limit), SENT_ON) for limit in (THIRTY_DAYS, {"amount": 30})]
    control = sent(version_with(**THIRTY_DAYS | REFUSAL), SENT_ON)
    tasks.apply_silence()
    assert state_of(control) == State.REFUSED
    assert {state_of(one) for one in dossiers} == {State.SUBMITTED}
    assert not any(decide_by_silence(dossier_id=one.pk) for one in dossiers)


def test_a_dossier_waited_for_decided_or_withdrawn_is_left(time_machine):
    version = version_with(**THIRTY_DAYS | APPROVAL)
    time_machine.move_to("2026-03-12 10:00+01:00")
    waited_for, decided, withdrawn = (sent(version, SENT_ON) for _ in range(3))
    happen(waited_for, *BY_OFFICER, DossierEvent.ASK)
    happen(decided, *BY_OFFICER, DossierEvent.REFUSE)
    happen(withdrawn, DossierEvent.WITHDRAW)
    time_machine.move_to("2026-06-01 10:00+02:00")
    tasks.apply_silence()
    states = [state_of(one) for one in (waited_for, decided, withdrawn)]
    assert states == [State.ACTION_NEEDED, State.REFUSED, State.WITHDRAWN]
    assert not DossierDeadline.objects.decided_by_silence().exists()


def test_the_service_comes_too_late_once_silence_has_decided(time_machine):
    time_machine.move_to(DAY_AFTER)
    dossier = sent(version_with(**THIRTY_DAYS | APPROVAL), SENT_ON)
    happen(dossier, *BY_OFFICER)
    assert decide_by_silence(dossier_id=dossier.pk)
    with pytest.raises(TransitionRefused):
        happen(dossier, DossierEvent.REFUSE)
    assert state_of(dossier) == State.ACCEPTED


@pytest.mark.django_db(transaction=True)
def test_silence_and_a_decision_at_once_leave_one_outcome(time_machine):
    time_machine.move_to(DAY_AFTER)
    dossier = sent(version_with(**THIRTY_DAYS | APPROVAL), SENT_ON)
    happen(dossier, *BY_OFFICER)
    race(
        lambda: happen(dossier, DossierEvent.REFUSE),
        lambda: decide_by_silence(dossier_id=dossier.pk),
    )
    state = state_of(dossier)
    assert state in {State.ACCEPTED, State.REFUSED}
    assert (deadline_row(dossier).silent_at is not None) == (state == State.ACCEPTED)
    outcomes = {"dossier.accepted", "dossier.refused"}
    assert sum(one.tag in outcomes for one in Event.objects.about(dossier)) == 1


@pytest.mark.parametrize(
    ("means", "words"), [(APPROVAL, "la demande est acceptée."), (REFUSAL, "la demande est refusée.")]
)
def test_the_page_and_the_timeline_say_that_silence_decided_by_which_text(
    time_machine, open_page, means, words
):
    time_machine.move_to(DAY_AFTER)
    dossier = sent(version_with(**THIRTY_DAYS | means), SENT_ON)
    before = text_of(open_page(dossier))
    assert "Nous l’inscrivons dans votre dossier." in before
    tasks.apply_silence()
    shown = text_of(open_page(dossier))
    said = f"Le service n’a pas décidé avant la fin du délai : selon la loi, {words}"
    assert shown.count(said) == 2
    assert "Le délai finissait le 1er avril 2026. Même décret, article 8." in shown
    assert "Le service compétent a" not in shown.partition("Suivi")[0]


def test_an_outage_announced_too_late_counts_them_and_leaves_them(time_machine):
    time_machine.move_to(DAY_AFTER)
    dossier = sent(version_with(**THIRTY_DAYS | REFUSAL), SENT_ON)
    tasks.apply_silence()
    found = effects_of(outage(date(2026, 3, 30), date(2026, 4, 2)))
    assert (found.count, found.silent_count) == (0, 1)
    assert state_of(dossier) == State.REFUSED


def test_dossiers_sent_before_limits_were_followed_get_theirs_once(time_machine):
    time_machine.move_to("2026-03-12 10:00+01:00")
    with_limit = SubmissionFactory(dossier__demarche_version=version_with(**THIRTY_DAYS)).dossier
    without = SentDossierFactory(demarche_version=version_with())
    decided = SentDossierFactory(demarche_version=with_limit.demarche_version, state=State.ACCEPTED)
    for _ in range(2):
        tasks.begin_missing_deadlines()
    assert [row.pk for row in DossierDeadline.objects.all()] == [with_limit.pk]
    assert deadline_row(with_limit).due_on == date(2026, 4, 11)
    assert not DossierDeadline.objects.filter(pk__in=[without.pk, decided.pk]).exists()
