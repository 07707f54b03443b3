"""Where people find what is asked of them: by the nearest day, and with the receipt of each answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from dossiers.complements.answering import answer, save_answers
from dossiers.filling.saves import Save
from dossiers.receipts.selectors import document_of
from monespace.outbox.testing import drain
from tests.complements.factories import PRICE, asked, examined
from tests.gap.test_pages import text
from tests.submission.factories import ACCEPTED, actor_of
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory

pytestmark = pytest.mark.django_db


def test_what_is_due_first_comes_first_with_its_day(client, time_machine):
    time_machine.move_to("2026-03-02 12:00+01:00")
    later = examined()
    owner = later.dossier.owner_user
    sooner = examined(dossier__owner_user=owner)
    for case, days in ((sooner, 10), (later, 20)):
        asked(case, due_on=timezone.localdate() + timedelta(days=days))
    force_sign_in(client, owner)
    for address in ("/espace/citoyen/", "/espace/citoyen/dossiers/?etat=a-faire"):
        page = text(client.get(address))
        assert "À répondre au plus tard le 12 mars 2026" in page
        assert "À répondre au plus tard le 22 mars 2026" in page
    dashboard = text(client.get("/espace/citoyen/"))
    assert dashboard.index("12 mars 2026") < dashboard.index("22 mars 2026")


def test_table_of_an_enterprise_says_by_which_day(client, time_machine):
    time_machine.move_to("2026-03-02 12:00+01:00")
    member = MembershipFactory()
    case = examined(
        dossier__owner_user=None, dossier__owner_enterprise=member.enterprise, dossier__created_by=member.user
    )
    force_sign_in(client, member.user)
    address = f"/espace/{member.enterprise.number}/dossiers/"
    assert "À répondre" not in text(client.get(address))
    asked(case, due_on=timezone.localdate() + timedelta(days=10))
    assert "À répondre au plus tard le 12 mars 2026" in text(client.get(address))


@pytest.mark.django_db(transaction=True)
def test_answer_has_a_receipt_of_its_own(client):
    case = examined()
    actor, request = actor_of(case.dossier.created_by), asked(case, PRICE)
    values = {"prix": "999"}
    save_answers(actor=actor, request=request, step="velo", values=values, save=Save.of_nothing())
    answer(actor=actor, dossier_id=case.pk, request_id=request.pk, declarations=ACCEPTED)
    force_sign_in(client, case.dossier.created_by)
    address = f"/espace/citoyen/dossiers/{case.pk}/complements/{request.pk}/"
    waiting = client.get(f"{address}accuse.pdf")
    assert waiting.headers["Location"] == address
    drain()
    file = client.get(f"{address}accuse.pdf")
    assert b"".join(file)[:4] == b"%PDF"
    assert document_of(case.dossier, number=2) != document_of(case.dossier)
    dossier = client.get(f"/espace/citoyen/dossiers/{case.pk}/").content.decode()
    assert f"{address}accuse.pdf" in dossier
    page = text(client.get(address))
    assert "Ce que la réponse change" in page
    assert "999" in page
