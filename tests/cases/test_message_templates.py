"""Officers keep texts ready for their service, and begin a message with one in the dossier's language."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dossiers.messages.models import LONGEST_TEXT
from dossiers.messages.template_services import add_template
from dossiers.models import Message, MessageTemplate
from tests.filling.browser import Page
from tests.gap.test_pages import said, text
from tests.handling.factories import SERVICE, CaseFactory, make_officer
from tests.submission.factories import SubmissionFactory
from tests.support.client import force_sign_in

pytestmark = pytest.mark.django_db
TEXTS = {
    "fr": "Votre dossier {reference} est complet.",
    "de": "Ihre Akte {reference} ist vollständig.",
    "nl": "Uw dossier {reference} is volledig.",
    "en": "Your case file {reference} is complete.",
}
TYPED = {"service": SERVICE, "title": "Complet", **{f"text_{code}": words for code, words in TEXTS.items()}}
NEW = "/admin/traitement/modeles/nouveau/"


def kept(officer, title="Complet", texts=TEXTS, service=SERVICE):
    return add_template(actor=officer, service=service, title=title, texts=texts)


def address(name, *args):
    return reverse(f"admin:{name}", args=args)


def test_a_text_is_written_changed_and_retired(at_work):
    answer = at_work.post(NEW, TYPED, follow=True)
    assert "Le modèle est enregistré." in " ".join(said(answer))
    assert "Complet" in text(answer)
    template = MessageTemplate.objects.get()
    assert (template.service, template.text_nl) == (SERVICE, TEXTS["nl"])
    page = Page(
        at_work,
        address("message_template", template.pk),
        at_work.get(address("message_template", template.pk)),
    )
    at_work.post(page.url, {**page.fields, "title": "Dossier complet", "text_nl": "Alles is er."})
    template.refresh_from_db()
    assert (template.title, template.text_nl, template.text_de) == (
        "Dossier complet",
        "Alles is er.",
        TEXTS["de"],
    )
    at_work.post(address("end_message_template", template.pk))
    assert "Dossier complet" not in text(at_work.get(address("message_templates")))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"title": " "}, "Donnez un titre au modèle."),
        ({"text_nl": ""}, "Indiquez le texte en néerlandais."),
        ({"text_de": "Guten Tag {nom}"}, "Texte en allemand : Le texte contient un mot entre accolades"),
        ({"text_en": "x" * (LONGEST_TEXT + 1)}, "10000"),
        ({"service": "autre-service"}, "Sélectionnez un choix valide"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(at_work, wrong, message):
    answer = at_work.post(NEW, TYPED | wrong)
    assert answer.status_code == 422
    assert message in text(answer)
    assert TEXTS["fr"] in text(answer)
    assert not MessageTemplate.objects.exists()


def test_a_title_that_is_taken_is_refused_for_a_new_text_and_a_change(at_work, officer):
    kept(officer)
    other = kept(officer, "Autre")
    for page in (NEW, address("message_template", other.pk)):
        answer = at_work.post(page, TYPED)
        assert answer.status_code == 422
        assert "porte déjà ce titre" in text(answer)
    other.refresh_from_db()
    assert other.title == "Autre"


def test_texts_of_another_service_do_not_exist(at_work, officer):
    mine, foreign = kept(officer), kept(make_officer("autre-service"), "Ailleurs", service="autre-service")
    listed = text(at_work.get(address("message_templates")))
    assert ("Complet" in listed, "Ailleurs" in listed) == (True, False)
    for name, method in (("message_template", at_work.get), ("end_message_template", at_work.post)):
        assert method(address(name, foreign.pk)).status_code == 404
        assert method(address(name, mine.pk)).status_code in {200, 302}


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_a_message_begins_with_a_text_in_the_language_of_the_dossier(at_work, officer, language):
    case = CaseFactory(
        dossier=SubmissionFactory(dossier__state="received", dossier__language=language).dossier
    )
    template = kept(officer)
    kept(make_officer("autre-service"), "Ailleurs", service="autre-service")
    page = address("case_conversation", case.pk)
    at_work.post(address("open_case", case.pk))
    opened = Page(at_work, page, at_work.get(page))
    assert "Ailleurs" not in text(opened.response)
    sent = {**opened.fields, "text": "Bonjour,", "template": str(template.pk), "action": "insert"}
    filled = Page(at_work, page, at_work.post(page, sent))
    words = TEXTS[language].replace("{reference}", case.dossier.reference)
    assert filled.fields["text"].split() == f"Bonjour,\n\n{words}".split()
    assert not Message.objects.exists()
    at_work.post(page, {**filled.fields, "text": f"{filled.fields['text']} Merci.", "action": "submit"})
    message = Message.objects.get()
    assert message.text.endswith(f"{words} Merci.")
    assert message.language == language


def test_a_text_that_cannot_be_filled_in_says_why_and_keeps_what_was_typed(at_work, officer, case):
    late = kept(officer, "Rappel", dict.fromkeys(TEXTS, "Avant le {echeance}."))
    page = address("case_conversation", case.pk)
    for template, message in ((str(late.pk), "ce dossier n’en a pas"), ("", "Choisissez un modèle.")):
        answer = at_work.post(page, {"text": "Bonjour,", "template": template, "action": "insert"})
        assert answer.status_code == 422
        assert message in text(answer)
        assert "Bonjour," in text(answer)
    assert not Message.objects.exists()


def test_what_is_typed_stays_in_another_language(at_work):
    answer = at_work.post(NEW, {**TYPED, "text_nl": "Bijna", "page_language": "nl"}, follow=True)
    assert "Bijna" in text(answer)


def test_who_works_for_no_service_writes_none(client):
    officer = make_officer()
    officer.user.service_memberships.all().delete()
    force_sign_in(client, officer.user)
    assert "Vous n’êtes attribué à aucun service." in text(client.get(address("message_templates")))
    assert client.get(NEW).url == address("message_templates")
