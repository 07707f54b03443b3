"""A case officer asks for a complement, reads what the answer changes, or no longer waits for it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.complements.answering import answer, save_answers
from dossiers.complements.models import LONGEST_REASON, LONGEST_TEXT
from dossiers.filling.saves import Save
from dossiers.messages.models import MessageTemplate
from dossiers.models import ComplementRequest, Dossier
from dossiers.states import State
from tests.complements.factories import BRAND, INVOICE, PRICE, TEXT, WHY, asked, examined
from tests.gap.test_pages import said, text
from tests.handling.factories import CaseFactory, make_officer
from tests.submission.definition import ANSWERS
from tests.submission.factories import ACCEPTED, AttachmentFactory, SubmissionFactory, actor_of
from tests.support.client import force_sign_in
from tests.support.pages import parse

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db):
    return examined()


@pytest.fixture
def page(at_work, case):
    at_work.post(reverse("admin:open_case", args=[case.pk]))
    return reverse("admin:ask_complement", args=[case.pk])


def words(**changes):
    due_on = timezone.localdate() + timedelta(days=30)
    return {"text": TEXT, "due_on": due_on.isoformat(), "step-velo": [PRICE], "action": "ask", **changes}


def cancel_page(request):
    return reverse("admin:cancel_complement", args=[request.dossier_id, request.pk])


def send(case, request, price="999"):
    actor = actor_of(case.dossier.created_by)
    save_answers(actor=actor, request=request, step="velo", values={"prix": price}, save=Save.of_nothing())
    answer(actor=actor, dossier_id=case.pk, request_id=request.pk, declarations=ACCEPTED)


def state_of(case):
    return Dossier.objects.get(pk=case.pk).state


def test_officer_chooses_among_the_questions_asked_of_the_person_by_their_words(at_work, case, page):
    form = parse(at_work.get(page).content.decode())
    assert [one.get("value") for one in form.iterfind(".//*[@name='step-velo']")] == [
        BRAND,
        PRICE,
        "velo.facture",
    ]
    assert form.find(".//*[@name='step-pieces']") is None
    assert "Quel prix" in text(at_work.get(page))


def test_no_group_of_questions_is_called_optional_as_one_must_be_ticked(at_work, page):
    shown = at_work.get(page)
    group = parse(shown.content.decode()).find(".//*[@data-field='step-velo']")
    words = " ".join("".join(group.itertext()).split())
    assert words.startswith("À revoir dans l’étape")
    assert "Cochez au moins une question, dans l’étape de votre choix." in words
    assert "facultatif" not in words


def test_what_is_asked_stands_on_the_dossier_with_its_answer_and_what_it_changes(at_work, case, page):
    made = at_work.post(page, words(), follow=True)
    assert "La demande est envoyée." in " ".join(said(made))
    request = ComplementRequest.objects.get()
    assert (request.text, request.fields, state_of(case)) == (TEXT, [PRICE], State.ACTION_NEEDED)
    shown = text(made)
    for told in (
        "La facture est illisible.",
        "Réponse attendue au plus tard le",
        "Le service attend la réponse.",
    ):
        assert told in shown
    assert "Ce que la réponse change" not in shown
    send(case, request)
    answered = text(at_work.get(reverse("admin:case", args=[case.pk])))
    changed = answered[answered.index("Ce que la réponse change") :]
    assert "1 250,50" in changed.replace(NARROW, " ")
    assert "999" in changed
    assert "Demander un complément" in answered


NARROW = "\u202f"


def test_what_cannot_be_asked_is_said_at_its_field_and_what_was_typed_stays(at_work, case, page):
    soon = (timezone.localdate() + timedelta(days=1)).isoformat()
    for wrong, message in (
        ({"text": " "}, "Expliquez ce que vous demandez"),
        ({"text": "é" * (LONGEST_TEXT + 1)}, "Votre texte est trop long"),
        ({"due_on": soon}, "Choisissez une date de réponse dans 3 à 180 jours"),
        ({"due_on": ""}, "Indiquez une date."),
        ({"step-velo": []}, "Choisissez au moins une question"),
        ({"step-velo": [INVOICE]}, "Sélectionnez un choix valide"),
    ):
        refused = at_work.post(page, words(**wrong))
        assert refused.status_code == 422, wrong
        assert message in text(refused), wrong
        form = parse(refused.content.decode())
        if "text" not in wrong:
            assert "illisible" in form.find(".//textarea[@name='text']").text
        assert form.find(".//*[@name='due_on']").get("value", "") == wrong.get("due_on", words()["due_on"])
    assert not ComplementRequest.objects.exists()
    assert at_work.post(page, words()).status_code == 302


def test_second_officer_who_asks_is_told_that_something_is_asked_already(at_work, case, page):
    asked(case, BRAND)
    refused = at_work.post(page, words())
    assert "Une autre demande de complément attend déjà une réponse." in text(refused)
    assert "illisible" in text(refused)
    assert ComplementRequest.objects.count() == 1


def test_text_of_a_template_comes_after_what_was_typed_and_nothing_is_asked(at_work, case, page):
    texts = {f"text_{language}": f"{language} {{reference}}" for language in ("fr", "de", "nl", "en")}
    template = MessageTemplate.objects.create(service=case.service, title="Facture illisible", **texts)
    assert "Facture illisible" in text(at_work.get(page))
    typed = words(action="template", template=str(template.pk), text="Bonjour,")
    again = parse(at_work.post(page, typed).content.decode())
    written = again.find(".//textarea[@name='text']").text.strip()
    assert written.startswith("Bonjour,\n\nfr ")
    assert again.find(f".//*[@value='{PRICE}']").get("checked") is not None
    assert not ComplementRequest.objects.exists()


def test_page_opens_only_where_something_may_be_asked(at_work, case, page):
    assert at_work.get(page).status_code == 200
    asked(case)
    assert at_work.get(page).status_code == 302
    other = examined()
    assert at_work.get(reverse("admin:ask_complement", args=[other.pk])).status_code == 302
    stranger = make_officer("another")
    force_sign_in(at_work, stranger.user)
    assert at_work.get(page).status_code == 404
    assert at_work.post(page, words()).status_code == 404


def test_officer_calls_off_for_a_reason_that_the_person_reads(client, at_work, case, page):
    request = asked(case)
    before = text(at_work.get(cancel_page(request)))
    assert "La personne ne peut plus répondre." in before
    for reason, message in ((" ", "Indiquez pourquoi"), ("x" * (LONGEST_REASON + 1), "trop long")):
        refused = at_work.post(cancel_page(request), {"reason": reason})
        assert message in text(refused)
        assert state_of(case) == State.ACTION_NEEDED
    done = at_work.post(cancel_page(request), {"reason": WHY}, follow=True)
    assert "La demande est annulée." in " ".join(said(done))
    assert WHY in text(done)
    assert state_of(case) == State.IN_PROGRESS
    force_sign_in(client, case.dossier.created_by)
    address = f"/espace/citoyen/dossiers/{case.pk}/complements/{request.pk}/"
    person = text(client.get(address))
    assert "Le service compétent a annulé cette demande" in person
    assert WHY in person


def test_officer_who_calls_off_too_late_is_told_so(at_work, case, page):
    request = asked(case)
    send(case, request)
    late = at_work.post(cancel_page(request), {"reason": WHY}, follow=True)
    assert "n’attendait plus de réponse" in " ".join(said(late))
    request.refresh_from_db()
    assert (request.cancelled_at, request.cancel_reason) == (None, "")
    assert at_work.get(cancel_page(request)).status_code == 302
    other = make_officer("another")
    force_sign_in(at_work, other.user)
    assert at_work.post(cancel_page(request), {"reason": WHY}).status_code == 404


def test_documents_are_handed_over_that_were_sent_and_no_others(at_work):
    case = CaseFactory(dossier__state=State.IN_PROGRESS)
    sent = AttachmentFactory(dossier=case.dossier)
    with_invoice = {**ANSWERS["velo"], "facture": "yes"}
    SubmissionFactory(
        dossier=case.dossier, answers={"velo": with_invoice, "pieces": {"facture": [str(sent.pk)]}}
    )
    kept = AttachmentFactory(dossier=case.dossier)
    request = asked(case, INVOICE)
    [added] = request.attachments.all()
    at_work.post(reverse("admin:open_case", args=[case.pk]))

    def status(attachment):
        response = at_work.get(reverse("admin:case_document", args=[case.pk, attachment.pk]))
        return response.status_code, response.streaming and bool(b"".join(response))

    assert status(sent) == (200, True)
    assert [status(one)[0] for one in (kept, added)] == [404, 404]
    actor = actor_of(case.dossier.created_by)
    answer(actor=actor, dossier_id=case.pk, request_id=request.pk, declarations=ACCEPTED)
    assert [status(one)[0] for one in (sent, kept, added)] == [200, 404, 200]
