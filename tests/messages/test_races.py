"""Two things at once in one conversation: both messages stand, one form sends once, no count goes wrong."""

from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from dossiers.messages.services import mark_read
from dossiers.models import Message, MessageDocument
from dossiers.moves import move
from dossiers.states import DossierEvent, Party
from monespace.common.authors import SYSTEM
from tests.filling.samples import pdf
from tests.handling.factories import CaseFactory, make_officer
from tests.messages.factories import ask, reply, unread
from tests.submission.factories import actor_of
from tests.support.race import race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("clamd")]


@pytest.fixture
def case(db):
    return CaseFactory()


def test_two_messages_at_once_both_stand(case):
    first, second = make_officer(), make_officer()
    outcomes = race(
        lambda: ask(case, "De moi"),
        lambda: reply(first, case, "De l’un"),
        lambda: reply(second, case, "De l’autre"),
    )
    assert {type(one) for one in outcomes} == {Message}
    assert sorted(Message.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert unread(case) == (2, 1)


def test_one_form_pressed_twice_at_once_is_one_message_with_its_files_once(case):
    def press():
        return ask(case, "Une fois", key="k", uploads=[SimpleUploadedFile("f.pdf", pdf())])

    sent = race(press, press)
    assert sent[0] == sent[1] == Message.objects.get()
    kept = MessageDocument.objects.get()
    _folders, files = default_storage.listdir(f"documents/{case.pk}")
    assert files == [f"{kept.pk}.pdf"]
    assert unread(case) == (0, 1)


def test_reading_and_writing_at_once_lose_no_message(case):
    officer, person = make_officer(), actor_of(case.dossier.owner_user)
    reply(officer, case, "Un")
    race(
        lambda: reply(officer, case, "Deux"),
        lambda: mark_read(actor=person, dossier_id=case.pk, up_to=1),
    )
    assert unread(case) == (1, 0)


def test_a_message_and_the_end_of_the_dossier_take_turns(case):
    def end():
        with transaction.atomic():
            move(actor=SYSTEM, party=Party.SYSTEM, dossier=case.dossier, event=DossierEvent.ACCEPT)

    outcomes = race(lambda: ask(case, "Juste avant"), end)
    assert isinstance(outcomes[0], Message)
    assert outcomes[1] is None
    case.dossier.refresh_from_db()
    assert (case.dossier.state, case.dossier.unread_by_service) == ("accepted", 1)
