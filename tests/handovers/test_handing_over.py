"""A colleague is handed a draft: what they are told, who follows it from then on, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from dossiers.drafts.calendar_services import tell_due
from dossiers.drafts.recipients import people_of
from dossiers.filling.errors import AwaitsSignatures, NoLongerDraft
from dossiers.handovers import services
from dossiers.handovers.errors import (
    EnterpriseStopped,
    HandedMeanwhile,
    HandedTooOften,
    NoLongerAble,
    NotReady,
)
from dossiers.handovers.models import Handover
from dossiers.handovers.selectors import latest_of, offered_to
from dossiers.handovers.services import MOST_A_DAY
from dossiers.models import Dossier, StepAnswers
from dossiers.retention.erasing import erase_rows
from dossiers.states import State
from enterprises.rights.permissions import Role
from monespace.common.errors import Forbidden, NotVisible
from monespace.journal.models import Event
from monespace.mail.models import Mail
from tests.handovers.scene import FILL, SEND, WORDS, draft_in, mails
from tests.submission.factories import DraftFactory, actor_of
from tests.support.enterprise_factories import MandateFactory, MembershipFactory
from tests.support.factories import AgentFactory

pytestmark = pytest.mark.django_db
SUBJECTS = {
    "fr": ("Un brouillon vous est confié", "Une demande attend que vous l’envoyiez"),
    "de": ("Ein Entwurf wird Ihnen übergeben", "Ein Antrag wartet darauf, dass Sie ihn einreichen"),
    "nl": ("Een ontwerp wordt u toevertrouwd", "Een aanvraag wacht tot u ze indient"),
    "en": ("A draft is handed over to you", "An application waits for you to submit it"),
}


def refused(team, error, to=None, **wanted):
    """Try, and see that nothing changed and nobody was told."""
    with pytest.raises(error) as refusal:
        team.hand_over(to or team.colleague, **wanted)
    assert not mails().exists()
    assert not Handover.objects.exists()
    return refusal.value


@pytest.mark.parametrize("language", SUBJECTS)
@pytest.mark.parametrize("purpose", [FILL, SEND])
def test_the_colleague_is_told_in_their_language_without_any_answer(team, language, purpose):
    team.owner.language = language
    team.owner.save()
    team.hand_over(team.owner, purpose=purpose, message=WORDS)
    mail = mails().get()
    assert (mail.recipient, mail.language) == (team.owner, language)
    assert mail.subject.strip() == SUBJECTS[language][purpose == SEND]
    path = f"/espace/{team.enterprise.number}/dossiers/{team.draft.pk}/etapes/"
    for words in (mail.text, mail.html):
        assert path in words
        assert "Thomas Wauters" in words
        assert WORDS in words
        assert "Minerva" not in words
    assert mail.caused_by == team.giver
    assert mail.on_behalf_of == team.enterprise.number


def test_who_is_handed_the_draft_follows_it_and_who_began_it_still_does(team):
    assert people_of(team.draft) == [team.giver]
    team.hand_over(team.colleague)
    assert people_of(team.draft) == [team.colleague, team.giver]
    handed = Event.objects.about(team.draft).get(tag="draft.handed_over")
    assert handed.facts["handed_to"] == str(team.colleague.pk)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        tell_due()
    reminded = Mail.objects.filter(template="draft_waiting").values_list("recipient", flat=True)
    assert set(reminded) == {team.colleague.pk, team.giver.pk}
    team.end_access(team.colleague)
    assert people_of(team.draft) == [team.giver]


def test_the_draft_stays_the_enterprises_and_its_time_begins_anew(team):
    before = Dossier.objects.get(pk=team.draft.pk)
    answers = list(StepAnswers.objects.values())
    team.hand_over(team.colleague)
    after = Dossier.objects.get(pk=team.draft.pk)
    kept = ("owner_enterprise", "owner_user", "created_by", "state", "next_step")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert after.updated_at > before.updated_at
    assert list(StepAnswers.objects.values()) == answers


def test_pressed_twice_is_once_and_asked_again_later_is_twice(team):
    first = team.hand_over(team.colleague, seen="")
    assert team.hand_over(team.colleague, seen="") == first
    assert mails().count() == 1
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        with pytest.raises(HandedMeanwhile):
            team.hand_over(team.colleague, seen="")
        assert team.hand_over(team.colleague) != first
    assert mails().count() == 2


def test_an_old_page_does_not_undo_what_a_colleague_did_since(team):
    team.hand_over(team.owner, by=team.colleague)
    with pytest.raises(HandedMeanwhile):
        team.hand_over(team.colleague, seen="")
    assert latest_of(team.draft).handed_to == team.owner
    team.hand_over(team.colleague)
    assert latest_of(team.draft).handed_to == team.colleague


def test_to_send_goes_to_who_may_send_a_complete_request(team):
    refused(team, NoLongerAble, team.colleague, purpose=SEND)
    StepAnswers.objects.update(values={"marque": "Minerva"})
    refused(team, NotReady, team.owner, purpose=SEND)
    team.hand_over(team.owner)
    assert latest_of(team.draft).purpose == FILL


def test_a_colleague_who_cannot_go_on_any_more_is_refused(team):
    refused(team, NoLongerAble, team.reader)
    refused(team, NoLongerAble, team.giver)
    refused(team, NoLongerAble, MembershipFactory().user)
    team.colleague.email = ""
    team.colleague.save()
    refused(team, NoLongerAble)
    team.change_access(team.owner, Role.PROPRIETAIRE, demarches=["autre-demarche"])
    refused(team, NoLongerAble, team.owner)
    team.change_access(team.owner, Role.LECTEUR)
    refused(team, NoLongerAble, team.owner)
    team.end_access(team.owner)
    refused(team, NoLongerAble, team.owner)
    MembershipFactory(enterprise=team.enterprise, user=team.owner)
    team.hand_over(team.owner)
    assert mails().get().recipient == team.owner


def test_a_draft_that_left_the_drafts_is_refused(team):
    for state, error in (
        (State.DISCARDED, NoLongerDraft),
        (State.SUBMITTED, NoLongerDraft),
        (State.AWAITING_SIGNATURES, AwaitsSignatures),
    ):
        team.draft = draft_in(team.enterprise, team.giver, state=state, **sent(state))
        refused(team, error)


def sent(state):
    now = timezone.now()
    known = {"reference": "ME-TEST", "submitted_at": now} if state == State.SUBMITTED else {}
    return known | {"ended_at": now if state == State.DISCARDED else None}


def test_who_lost_the_right_or_never_had_it_is_refused(team):
    actor = team.acting(team.giver)
    wanted = {"dossier_id": team.draft.pk, "colleague_id": team.colleague.pk, "purpose": FILL}
    wanted |= {"message": WORDS, "seen": ""}
    refused(team, Forbidden, by=team.reader)
    team.change_access(team.giver, Role.LECTEUR)
    with pytest.raises(Forbidden):
        services.hand_over(actor=actor, **wanted)
    team.end_access(team.giver)
    with pytest.raises(NotVisible):
        services.hand_over(actor=actor, **wanted)
    stranger = MembershipFactory()
    for other in (
        actor_of(stranger.user, stranger.enterprise.number),
        actor_of(team.owner),
        actor_of(AgentFactory()),
    ):
        with pytest.raises(NotVisible):
            services.hand_over(actor=other, **wanted)
    assert not mails().exists()


def test_a_persons_own_draft_is_nobody_elses(team):
    draft = DraftFactory(owner_user=team.giver)
    with pytest.raises(NotVisible):
        services.hand_over(
            actor=actor_of(team.giver),
            dossier_id=draft.pk,
            colleague_id=team.colleague.pk,
            purpose=FILL,
            message="",
            seen="",
        )
    assert not mails().exists()


def test_who_acts_by_mandate_hands_over_to_their_own_colleagues_only(team):
    mandate = MandateFactory(client=team.enterprise)
    accountant, partner = (MembershipFactory(enterprise=mandate.holder).user for _one in range(2))
    other = MembershipFactory(enterprise=MandateFactory(client=team.enterprise).holder).user
    offered = offered_to(team.acting(accountant), team.draft, FILL)
    assert [one.user for one in offered] == [partner]
    refused(team, NoLongerAble, team.owner, by=accountant)
    refused(team, NoLongerAble, other, by=accountant)
    team.hand_over(partner, by=accountant)
    assert {accountant, partner, other} < {
        one.user for one in offered_to(team.acting(team.giver), team.draft, FILL)
    }


def test_an_enterprise_that_has_stopped_hands_nothing_over(team):
    team.enterprise.stopped_on = timezone.localdate()
    team.enterprise.save()
    assert "a cessé ses activités" in str(refused(team, EnterpriseStopped).message)


def test_a_draft_is_handed_over_a_few_times_a_day_and_again_the_next(team):
    for number in range(MOST_A_DAY):
        team.hand_over((team.colleague, team.owner)[number % 2])
    with pytest.raises(HandedTooOften) as refusal:
        team.hand_over(team.owner)
    assert 0 < refusal.value.retry_after <= 24 * 3600
    tomorrow = timezone.localtime() + timedelta(days=1)
    assert str(tomorrow.year) in str(refusal.value.message)
    assert mails().count() == MOST_A_DAY
    team.draft = draft_in(team.enterprise, team.giver)
    team.hand_over(team.owner)
    team.draft = Handover.objects.earliest("handed_at").dossier
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1)):
        team.hand_over(team.owner)
    assert mails().count() == MOST_A_DAY + 2


def test_what_is_known_of_it_goes_with_the_dossier(team):
    team.hand_over(team.colleague, message=WORDS)
    Dossier.objects.filter(pk=team.draft.pk).update(state=State.DISCARDED, ended_at=timezone.now())
    erase_rows(Dossier.objects.get(pk=team.draft.pk))
    assert not Handover.objects.exists()
    assert WORDS not in mails().get().text
