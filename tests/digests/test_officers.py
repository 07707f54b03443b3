"""A case officer learns in one mail a day what people answer and write in the cases in his hands."""

from __future__ import annotations

import pytest

from accounts.models import MailPace
from dossiers.complements.answering import answer, save_answers
from dossiers.filling.saves import Save
from dossiers.handling.models import ServiceMember
from dossiers.models import Case, Notice
from dossiers.states import DossierEvent, State
from monespace.mail.models import Mail
from monespace.outbox.testing import drain
from tests.complements.factories import PRICE, asked, examined
from tests.complements.test_answering import TYPED
from tests.digests.scene import held, morning, pacing
from tests.handling.factories import CaseFactory, make_officer
from tests.messages.factories import ask
from tests.notices.scene import happen
from tests.submission.factories import ACCEPTED, SentDossierFactory, actor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_officer()


def in_hands_of(officer, state=State.ACTION_NEEDED):
    return CaseFactory(officer=officer.user, dossier__state=state)


def answered(case):
    happen(case.dossier, DossierEvent.ANSWER, actor_of(case.dossier.owner_user))
    drain()


@pytest.mark.parametrize("pace", MailPace)
def test_answers_and_messages_are_told_in_one_mail_a_day_whatever_he_chose(officer, pace):
    pacing(officer.user, pace)
    answering, writing = in_hands_of(officer), in_hands_of(officer, State.IN_PROGRESS)
    answered(answering)
    ask(writing, "Ma facture suit, Marie Dupont.")
    ask(writing, "Et voici la photo.")
    drain()
    assert not Mail.objects.exists()
    [mail] = morning()
    assert mail.to == officer.user.email
    for case, words in ((answering, "réponse reçue"), (writing, "nouveau message reçu")):
        assert case.dossier.reference in mail.text
        assert words in mail.text.partition(case.dossier.reference)[2].splitlines()[1]
        assert f"/traitement/{case.pk}/" in mail.text
    for hidden in ("facture", "photo", answering.dossier.owner_user.last_name):
        assert hidden not in mail.subject + mail.text
    assert "/profil/" not in mail.text + mail.html, "his choice changes nothing of it"
    assert morning() == []


def test_what_happens_in_other_hands_or_in_nobodys_is_not_told_him(officer):
    case, free = in_hands_of(make_officer()), CaseFactory(dossier__state=State.ACTION_NEEDED)
    answered(case)
    answered(free)
    assert [mail.to for mail in morning()] == [case.officer.email]


def test_case_given_to_a_colleague_or_a_service_left_meanwhile_is_told_no_more(officer):
    given, left = in_hands_of(officer), in_hands_of(make_officer())
    answered(given)
    answered(left)
    Case.objects.filter(pk=given.pk).update(officer=make_officer().user)
    ServiceMember.objects.filter(user=left.officer).delete()
    assert morning() == []
    assert not Notice.objects.exists()


def test_own_dossiers_and_those_he_handles_stand_apart(officer):
    own = SentDossierFactory(owner_user=officer.user)
    held(own, officer.user)
    case = in_hands_of(officer)
    answered(case)
    [mail] = morning()
    assert mail.text.index("Espace Citoyen") < mail.text.index(own.reference)
    assert mail.text.index("Dossiers que vous traitez") < mail.text.index(case.dossier.reference)
    assert f"/espace/citoyen/dossiers/{own.pk}/" in mail.text


def test_dossier_that_another_system_handles_is_told_to_no_officer():
    dossier = SentDossierFactory(state=State.ACTION_NEEDED)
    happen(dossier, DossierEvent.ANSWER, actor_of(dossier.owner_user))
    drain()
    assert not Notice.objects.exists()


def test_answer_that_a_person_really_sends_is_told(officer):
    case = examined(officer=officer.user)
    actor = actor_of(case.dossier.created_by)
    request = asked(case, PRICE)
    save_answers(actor=actor, request=request, step="velo", values=TYPED, save=Save.of_nothing())
    answer(actor=actor, dossier_id=case.pk, request_id=request.pk, declarations=ACCEPTED)
    drain()
    [mail] = [one for one in morning() if one.to == officer.user.email]
    assert case.dossier.reference in mail.text
    assert "réponse reçue" in mail.text
