"""Who may not, or no longer, is told so in a sentence for the page; the page's rows are seen and removed."""

from __future__ import annotations

import pytest
from django.utils import timezone

from dossiers.models import Attachment, Dossier, StepAnswers
from dossiers.states import State
from enterprises.rights.permissions import Role
from monespace.outbox.testing import drain
from tests.filling.browser import open_step, step_url, url
from tests.filling.factories import draft_of, publish
from tests.filling.samples import picture
from tests.filling.uploads.sending import add, post, upload
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory
from tests.support.factories import PersonFactory
from tests.support.full_disk import stored_in

pytestmark = pytest.mark.django_db


def test_a_draft_sent_meanwhile_takes_nothing_and_says_so(citizen, draft):
    add(citizen, draft, "a.pdf")
    Dossier.objects.update(state=State.SUBMITTED, reference="ME-TEST", submitted_at=timezone.now())
    told = add(citizen, draft, "b.pdf")
    assert told["status"] == 409
    assert "n’est plus un brouillon" in told["refused"][0]
    kept = Attachment.objects.get()
    assert post(citizen, draft, remove=str(kept.pk)).status_code == 409
    assert len(stored_in(draft.pk)) == 1
    kept.refresh_from_db()
    assert kept.removed_at is None


def test_a_dossier_that_awaits_signatures_says_so(citizen, draft):
    Dossier.objects.update(state=State.AWAITING_SIGNATURES)
    assert "attend des signatures" in add(citizen, draft, "b.pdf")["refused"][0]
    assert not Attachment.objects.exists()


def test_readers_are_told_who_can_and_strangers_nothing(client, version):
    member = MembershipFactory()
    reader = MembershipFactory(enterprise=member.enterprise, role=Role.LECTEUR)
    draft = draft_of(member.user, enterprise=member.enterprise, version=version)
    for user, status in ((member.user, 200), (reader.user, 403), (PersonFactory(), 404)):
        force_sign_in(client, user)
        told = add(client, draft, f"{status}.pdf")
        assert told["status"] == status
        assert bool(told["refused"]) is (status != 200)
    assert Attachment.objects.get().original_name == "200.pdf"


def test_who_identified_less_surely_than_asked_is_told_how(client, person):
    force_sign_in(client, person, level=500, method="eid")
    draft = draft_of(person, version=publish(level=500))
    assert post(client, draft, file=upload("a.pdf")).status_code == 200
    session = client.session
    session["level"], session["method"] = 450, "itsme"
    session.save()
    told = add(client, draft, "b.pdf")
    assert told["status"] == 403
    assert "carte d’identité" in told["refused"][0]
    assert Attachment.objects.get().original_name == "a.pdf"


def test_without_a_session_one_is_led_to_sign_in_and_nothing_is_kept(citizen, draft):
    citizen.logout()
    answer = post(citizen, draft, file=upload("a.pdf"))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/connexion/")
    assert not Attachment.objects.exists()


def test_a_document_is_taken_away_at_once_and_its_content_erased(citizen, draft):
    [added] = add(citizen, draft, "a.pdf")["added"]
    for _click in range(2):
        told = post(citizen, draft, remove=added["id"]).json()
        assert told["refused"] == []
    assert not Attachment.objects.current().exists()
    drain()
    assert stored_in(draft.pk) == []


def test_the_document_of_another_question_or_dossier_stays(citizen, draft, person, version):
    other = draft_of(person, version=version)
    [foreign] = add(citizen, other, "a.pdf")["added"]
    [photo] = add(citizen, draft, "a.png", picture("PNG"), field="photos")["added"]
    for document in (foreign, photo):
        assert post(citizen, draft, remove=document["id"]).json()["gone"] == []
    assert Attachment.objects.current().count() == 2


def test_without_a_script_a_button_takes_a_document_away_and_keeps_what_is_typed(citizen, draft):
    add(citizen, draft, "a.pdf")
    page = open_step(citizen, draft, "pieces")
    [button] = [one for one in page.form.iter("button") if one.get("name") == "facture-remove"]
    body = {**page.fields, "mot": "gardé", button.get("name"): button.get("value")}
    answer = citizen.post(page.url, body)
    assert answer["Location"] == f"{step_url(draft, 'pieces')}?en-cours=oui#id_facture"
    shown = citizen.get(answer["Location"]).content.decode()
    assert "Le document est retiré" in shown
    assert "ajoutez le document demandé" not in shown
    assert StepAnswers.objects.get().values["mot"] == "gardé"
    assert not Attachment.objects.current().exists()


def test_enter_in_a_text_goes_on_and_takes_nothing_away(citizen, draft):
    add(citizen, draft, "a.pdf")
    page = open_step(citizen, draft, "pieces")
    first = next(one for one in page.form.iter("button") if one.get("type", "submit") == "submit")
    assert first.get("name") is None, "browsers press the first button of a form for who presses Enter"


def test_a_document_is_looked_at_under_its_own_type(citizen, draft):
    [added] = add(citizen, draft, "Été.pdf")["added"]
    answer = citizen.get(url("shown_document", draft, document_id=added["id"]))
    assert b"".join(answer).startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("inline;")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    Attachment.objects.update(scan=Attachment.Scan.PENDING)
    assert citizen.get(url("shown_document", draft, document_id=added["id"])).status_code == 404


def test_a_right_that_ended_is_said(client, version):
    gap = MembershipFactory()
    member = MembershipFactory(enterprise=gap.enterprise, role=Role.COLLABORATEUR)
    draft = draft_of(member.user, enterprise=member.enterprise, version=version)
    force_sign_in(client, member.user)
    assert add(client, draft, "a.pdf")["status"] == 200
    type(member).objects.filter(pk=member.pk).update(ended_at=timezone.now(), end_reason="départ")
    told = add(client, draft, "b.pdf")
    assert told["status"] == 403
    assert told["refused"][0]
    assert Attachment.objects.get().original_name == "a.pdf"
