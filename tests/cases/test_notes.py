"""The page of internal notes, and what of it a case shows: never to the person."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from dossiers.handling.models import LONGEST_NOTE
from dossiers.handling.note_services import add_note
from dossiers.models import InternalNote
from tests.filling.browser import Page
from tests.gap.test_pages import said, text
from tests.handling.factories import CaseFactory, make_officer
from tests.support.client import force_sign_in

pytestmark = pytest.mark.django_db
SECRET = "La facture semble retouchée"


@pytest.fixture
def page(at_work, case):
    at_work.post(reverse("admin:open_case", args=[case.pk]))
    return reverse("admin:case_notes", args=[case.pk])


def test_a_note_is_read_by_colleagues_on_the_case(client, at_work, case, page):
    answer = at_work.post(page, {"text": SECRET, "key": "k"}, follow=True)
    assert "La note est enregistrée." in " ".join(said(answer))
    assert SECRET in text(answer)
    force_sign_in(client, make_officer().user)
    client.post(reverse("admin:open_case", args=[case.pk]))
    assert SECRET in text(client.get(reverse("admin:case", args=[case.pk])))


def test_the_case_shows_the_latest_and_leads_to_all(at_work, officer, case, page):
    for number in range(4):
        add_note(actor=officer, dossier_id=case.pk, text=f"Note {number}", key="k")
    shown = text(at_work.get(reverse("admin:case", args=[case.pk])))
    assert ("Note 0" in shown, "Note 3" in shown) == (False, True)
    assert "les lire toutes" in shown
    assert "Note 0" in text(at_work.get(page))


def test_the_person_never_reads_it(client, at_work, officer, case, page):
    add_note(actor=officer, dossier_id=case.pk, text=SECRET, key="k")
    assert SECRET in text(at_work.get(page))
    force_sign_in(client, case.dossier.owner_user)
    where = {"space": "citoyen", "dossier_id": case.pk}
    for name in ("detail", "receipt", "conversation"):
        answer = client.get(reverse(f"dossiers:{name}", kwargs=where))
        assert answer.status_code == 200
        assert case.dossier.reference in text(answer)
        assert SECRET not in answer.content.decode()
        assert officer.user.last_name not in answer.content.decode()
    assert client.get(page).status_code == 403


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Indiquez ce que dit la note."),
        ("\u200b", "Indiquez ce que dit la note."),
        ("x" * (LONGEST_NOTE + 1), "5000"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(at_work, page, typed, message):
    answer = at_work.post(page, {"text": typed, "key": "k"})
    assert answer.status_code == 422
    assert message in text(answer)
    assert typed.strip("\u200b") in answer.content.decode()
    assert not InternalNote.objects.exists()


def test_notes_are_read_only_once_the_dossier_is_opened(at_work, case):
    answer = at_work.get(reverse("admin:case_notes", args=[case.pk]))
    assert answer.url == reverse("admin:case", args=[case.pk])


def test_notes_of_another_service_do_not_exist(at_work, page):
    assert at_work.get(page).status_code == 200
    address = reverse("admin:case_notes", args=[CaseFactory(service="autre-service").pk])
    assert at_work.get(address).status_code == 404
    assert at_work.post(address, {"text": "Bonjour", "key": "k"}).status_code == 404


def test_a_note_sent_too_late_comes_back_without_what_is_not_open(at_work, officer, case, page):
    add_note(actor=officer, dossier_id=case.pk, text=SECRET, key="k")
    seen = Page(at_work, page, at_work.get(page))
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=True):
        at_work.post(page, {**seen.fields, "text": "Appelée ce matin."})
        force_sign_in(at_work, officer.user, level=500, method="eid")
        again = Page(at_work, page, at_work.get(page))
        assert again.fields["text"] == "Appelée ce matin."
        assert SECRET not in text(again.response)
        assert SECRET in text(at_work.post(page, again.fields, follow=True))
