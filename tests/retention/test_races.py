"""An erasure against a hold, a message and another erasure; and what a stop in the middle leaves."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dossiers.messages.errors import ConversationEnded
from dossiers.models import Attachment, Dossier, Erasure, Hold, Message, MessageDocument
from dossiers.retention import erasing
from dossiers.retention.errors import AlreadyErased
from dossiers.retention.hold_services import hold
from dossiers.retention.models import Ground
from dossiers.retention.services import announce_due, anonymise, erase_due
from dossiers.states import State
from monespace.journal.models import Event
from monespace.outbox.models import Message as Wanted
from monespace.outbox.testing import drain, let_pass
from tests.filling.samples import pdf
from tests.handling.factories import CaseFactory, make_officer
from tests.messages.factories import MessageDocumentFactory, reply
from tests.retention.scene import ended, files_of
from tests.submission.factories import AttachmentFactory
from tests.support.factories import AgentFactory
from tests.support.race import race

DUE = timedelta(days=31)


@pytest.fixture
def dossier(db):
    """A dossier whose erasure is due in a month."""
    found = ended(ago=timedelta(days=400))
    announce_due()
    drain()
    return found


def state_of(dossier: Dossier) -> str:
    return Dossier.objects.get(pk=dossier.pk).state


@pytest.mark.django_db(transaction=True)
def test_of_an_erasure_and_a_hold_one_comes_first(dossier):
    place = partial(
        hold, actor=AgentFactory(), dossier_id=dossier.pk, ground=Ground.APPEAL, reason="Conseil d’État"
    )
    with time_machine.travel(timezone.now() + DUE):
        erased, placed = race(partial(anonymise, dossier_id=dossier.pk), place)
    if erased is True:
        assert isinstance(placed, AlreadyErased)
        assert state_of(dossier) == State.ANONYMISED
        assert not Hold.objects.exists()
    else:
        assert erased is False
        assert isinstance(placed, Hold)
        assert state_of(dossier) == State.REFUSED


@pytest.mark.django_db(transaction=True)
def test_of_an_erasure_and_a_message_nothing_of_the_message_is_left(dossier, clamd):
    case, officer = CaseFactory(dossier=dossier), make_officer()
    upload = SimpleUploadedFile("preuve.pdf", pdf())
    with time_machine.travel(timezone.now() + DUE, tick=True):
        erased, _sent = race(
            partial(anonymise, dossier_id=dossier.pk),
            partial(reply, officer, case, "Un mot", uploads=[upload]),
        )
        assert erased is True
        drain()
        with pytest.raises(ConversationEnded):
            reply(officer, case, "Un autre")
    assert set(Message.objects.values_list("text", flat=True)) <= {"–"}
    assert set(MessageDocument.objects.values_list("original_name", "file")) <= {("", "")}
    assert files_of(dossier) == set()


@pytest.mark.django_db(transaction=True)
def test_of_two_erasures_at_once_one_is_done(dossier):
    with time_machine.travel(timezone.now() + DUE):
        assert sorted(race(*[partial(anonymise, dossier_id=dossier.pk)] * 2)) == [False, True]
    assert Event.objects.about(dossier).filter(tag="dossier.anonymised").count() == 1
    assert Wanted.objects.filter(topic="dossier.erase_files").count() == 1


def test_a_stop_in_the_middle_of_the_rows_has_not_begun(dossier, monkeypatch):
    def stopped(**_ids):
        raise SystemExit

    with monkeypatch.context() as patched, time_machine.travel(timezone.now() + DUE):
        patched.setattr("dossiers.retention.erasing.forget_words", stopped)
        with pytest.raises(SystemExit):
            erase_due()
        assert state_of(dossier) == State.REFUSED
    assert Erasure.objects.planned().exists()
    with time_machine.travel(timezone.now() + DUE):
        erase_due()
    assert state_of(dossier) == State.ANONYMISED


def test_a_stop_in_the_middle_of_the_files_goes_on_with_those_left(dossier, monkeypatch):
    for number in range(3):
        AttachmentFactory(dossier=dossier, original_name=f"{number}.pdf")
    MessageDocumentFactory(message__dossier=dossier)
    files = files_of(dossier)
    assert len(files) == 4
    with time_machine.travel(timezone.now() + DUE):
        erase_due()
    kept, erase = [], erasing.erase

    def erase_one(document):
        if kept:
            raise OSError
        kept.append(document)
        erase(document)

    with monkeypatch.context() as patched:
        patched.setattr("dossiers.retention.erasing.erase", erase_one)
        drain()
    assert Attachment.objects.exclude(file="").count() == 2
    let_pass(timedelta(hours=1))
    drain()
    assert not Attachment.objects.exclude(file="").exists()
    assert not MessageDocument.objects.exclude(file="").exists()
    assert [name for name in files if default_storage.exists(name)] == []


def test_files_of_a_dossier_that_is_not_anonymised_are_left_alone(dossier):
    AttachmentFactory(dossier=dossier)
    erasing.erase_files(dossier_id=dossier.pk)
    assert Attachment.objects.exclude(file="").exists()
