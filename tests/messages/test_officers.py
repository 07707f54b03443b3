"""What a case officer reads of conversations: those of his services, and what waits there."""

from __future__ import annotations

import pytest

from dossiers.messages.models import Side
from dossiers.messages.selectors import cases_with_unread, lines_of, messages_of_case
from dossiers.messages.services import mark_read_by_service
from monespace.common.errors import NotVisible
from monespace.journal.models import Event
from tests.handling.factories import CaseFactory, make_officer
from tests.messages.factories import ask, reply, unread

pytestmark = pytest.mark.django_db


def test_officer_reads_the_thread_with_what_is_new(case, officer):
    ask(case, "Une question")
    reply(officer, case, "Une réponse", seen=1)
    ask(case, "Une autre")
    colleague = make_officer()
    found = lines_of(
        messages_of_case(colleague, case.pk), dossier=case.dossier, side=Side.SERVICE, reader=colleague.user
    )
    assert [(line.message.text, line.is_own_side, line.is_unread) for line in found] == [
        ("Une question", False, False),
        ("Une réponse", True, False),
        ("Une autre", False, True),
    ]
    assert [line.who for line in found] == [
        case.dossier.owner_user.display_name,
        officer.user.display_name,
        case.dossier.owner_user.display_name,
    ]
    with pytest.raises(NotVisible):
        messages_of_case(make_officer("another"), case.pk)


def test_queue_knows_which_cases_have_something_new(case, officer):
    silent, elsewhere = CaseFactory(), CaseFactory(service="another")
    ask(case, "Un")
    ask(case, "Deux")
    ask(elsewhere)
    reply(officer, silent)
    found = cases_with_unread(officer).with_dossier()
    assert [(one.pk, one.dossier.unread_by_service) for one in found] == [(case.pk, 2)]
    mark_read_by_service(actor=officer, dossier_id=case.pk, up_to=1)
    assert cases_with_unread(officer).get().pk == case.pk
    mark_read_by_service(actor=officer, dossier_id=case.pk, up_to=2)
    assert not cases_with_unread(officer)
    assert unread(case) == (0, 0)
    last = Event.objects.about(case.dossier).filter(tag="message.read").last()
    assert last.facts == {"party": "officer", "number": 2}
