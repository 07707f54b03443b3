"""A request that ended: its page names the cause, nothing typed is lost, what is never sent is erased."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from dossiers.complements.answering import answer, save_answers
from dossiers.complements.models import GRACE
from dossiers.complements.services import cancel, lapse
from dossiers.decisions.services import decide
from dossiers.filling.saves import Save
from dossiers.models import Attachment, ComplementRequest
from dossiers.states import State
from dossiers.tasks import lapse_complements
from dossiers.withdrawal.services import withdraw
from monespace.outbox.testing import drain
from tests.complements.factories import PRICE, WHY, asked, examined
from tests.gap.test_pages import text
from tests.handling.factories import make_officer
from tests.submission.factories import ACCEPTED, AttachmentFactory, actor_of
from tests.support.client import force_sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db):
    return examined()


@pytest.fixture
def actor(case):
    return actor_of(case.dossier.created_by)


def called_off(case, request, _actor):
    cancel(actor=make_officer(), dossier_id=case.pk, request_id=request.pk, reason=WHY)


def lapsed(_case, request, _actor):
    past = timezone.localdate() - GRACE - timedelta(days=1)
    ComplementRequest.objects.filter(pk=request.pk).update(due_on=past)
    lapse(request_id=request.pk)


def decided(case, _request, _actor):
    decide(actor=make_officer(), dossier_id=case.pk, outcome=State.ACCEPTED, reasons="")


def withdrawn(case, _request, actor):
    withdraw(actor=actor, dossier_id=case.pk)


def answered(case, request, actor):
    answer(actor=actor, dossier_id=case.pk, request_id=request.pk, declarations=ACCEPTED)


UNSENT = {
    called_off: "Le service compétent a annulé cette demande",
    lapsed: "Le délai pour répondre s’est terminé le",
    decided: "Le service compétent a décidé",
    withdrawn: "La demande a été retirée",
}
ENDINGS = UNSENT | {answered: "La réponse a été envoyée le"}


def address_of(case, request):
    return f"/espace/citoyen/dossiers/{case.pk}/complements/{request.pk}/"


@pytest.mark.parametrize("end", ENDINGS)
def test_step_sent_after_the_end_names_the_cause_and_gives_back_what_was_typed(client, case, actor, end):
    request = asked(case, PRICE)
    force_sign_in(client, case.dossier.created_by)
    typed = {"prix": "777,77", "revision": "", "next_revision": "c" * 32, "action": "save"}
    step = f"{address_of(case, request)}etapes/velo/"
    assert client.get(step).status_code == 200
    end(case, request, actor)
    late = client.post(step, typed)
    assert late.status_code == 409
    told = text(late)
    assert ENDINGS[end] in told
    assert "777,77" in told
    assert "n’est ni enregistré ni envoyé" in told
    assert not request.step_answers.exists()
    assert client.get(step).status_code == 302


@pytest.mark.parametrize("end", UNSENT)
def test_answers_that_were_saved_stay_to_be_read_and_are_not_sent(client, case, actor, end):
    request = asked(case, PRICE)
    values = {"prix": "888"}
    save_answers(actor=actor, request=request, step="velo", values=values, save=Save.of_nothing())
    end(case, request, actor)
    force_sign_in(client, case.dossier.created_by)
    told = text(client.get(address_of(case, request)))
    assert ENDINGS[end] in told
    assert "888" in told
    assert "Ces réponses ne sont pas envoyées." in told
    sent = client.post(f"{address_of(case, request)}envoyer/", {"declaration_exactitude": "on"}, follow=True)
    assert ENDINGS[end] in text(sent)
    assert case.dossier.submissions.count() == 1


@pytest.mark.parametrize("end", UNSENT)
def test_documents_never_sent_are_erased_and_those_sent_stay(case, actor, end):
    sent = AttachmentFactory(dossier=case.dossier)
    request = asked(case, PRICE)
    brought = AttachmentFactory(dossier=case.dossier, complement=request)
    Attachment.objects.filter(pk=brought.pk).update(file=sent.file.name)
    added = AttachmentFactory(dossier=case.dossier, complement=request)
    storage, name = added.file.storage, added.file.name
    lapse_complements()
    drain()
    assert storage.exists(name)
    end(case, request, actor)
    for _twice in range(2):
        lapse_complements()
        drain()
    assert not storage.exists(name)
    assert storage.exists(sent.file.name)
    assert list(Attachment.objects.current().filter(dossier=case.dossier)) == [sent]


def test_documents_of_an_answer_that_was_sent_stay(case, actor):
    request = asked(case, PRICE)
    added = AttachmentFactory(dossier=case.dossier, complement=request)
    answered(case, request, actor)
    decided(case, request, actor)
    lapse_complements()
    drain()
    assert added.file.storage.exists(added.file.name)
    assert Attachment.objects.current().filter(pk=added.pk).exists()
