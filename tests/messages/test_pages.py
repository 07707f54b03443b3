"""The person's pages of a conversation: read, answered, marked as read; nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from dossiers.messages.standing import OPEN_AFTERWARDS
from dossiers.models import Message, MessageDocument
from enterprises.rights.permissions import Role
from tests.filling.samples import infected_pdf, pdf
from tests.handling.factories import CaseFactory
from tests.messages.factories import ask, reply, unread
from tests.messages.test_services import end
from tests.submission.factories import DraftFactory, SentDossierFactory
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import EnterpriseFactory, MembershipFactory
from tests.support.factories import PersonFactory
from tests.support.pages import parse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clamd")]


def url(dossier, name="conversation", space="citoyen", **more):
    return reverse(f"dossiers:{name}", kwargs={"space": space, "dossier_id": dossier.pk, **more})


def text(response):
    return " ".join("".join(parse(response.content.decode()).itertext()).split())


def hidden(response, name):
    found = parse(response.content.decode()).findall(f".//input[@name='{name}']")
    return [one.get("value", "") for one in found]


def send(client, dossier, message="Voici ma facture.", files=(), **more):
    page = client.get(url(dossier))
    typed = {name: (hidden(page, name) or [""])[0] for name in ("key", "seen")}
    return client.post(url(dossier), typed | {"text": message, "documents": list(files)} | more)


def test_person_writes_with_a_document_and_reads_the_answer(citizen, case, officer):
    sent = send(citizen, case.dossier, files=[SimpleUploadedFile("Ma facture.pdf", pdf())])
    assert sent["Location"] == url(case.dossier)
    page = citizen.get(url(case.dossier))
    assert "Votre message est envoyé au service compétent." in text(page)
    assert "Voici ma facture." in text(page)
    assert "Vous" in text(page)
    document = MessageDocument.objects.get()
    address = url(case.dossier, "message_document", message_id=document.message_id, document_id=document.pk)
    assert address in page.content.decode()
    fetched = citizen.get(address)
    assert b"".join(fetched.streaming_content) == pdf()
    assert fetched["Content-Disposition"].startswith("attachment;")
    reply(officer, case, "Merci <b>beaucoup</b>.")
    page = citizen.get(url(case.dossier))
    assert f"{officer.user.display_name} Service des primes" in text(page)
    assert "Merci <b>beaucoup</b>." in text(page)
    assert text(page).index("Voici ma facture.") < text(page).index("Merci")


def test_a_double_press_sends_once(citizen, case):
    page = citizen.get(url(case.dossier))
    typed = {"key": hidden(page, "key")[0], "seen": "0", "text": "Une fois"}
    for _press in range(2):
        file = SimpleUploadedFile("f.pdf", pdf())
        assert citizen.post(url(case.dossier), typed | {"documents": [file]}).status_code == 302
    assert Message.objects.count() == MessageDocument.objects.count() == 1


@pytest.mark.parametrize(
    ("message", "content", "said"),
    [
        ("", b"", "Écrivez un message."),
        ("  \u200b ", None, "Écrivez un message."),
        ("é" * 10_001, None, "Votre message compte 10001 caractères."),
        ("Voici", b"no pdf", "ne correspond pas à son nom"),
        ("Voici", infected_pdf(), "contient un virus"),
    ],
)
def test_a_refused_message_keeps_its_words_and_names_its_files(citizen, case, message, content, said):
    files = [SimpleUploadedFile("preuve.pdf", content)] if content is not None else []
    answer = send(citizen, case.dossier, message, files)
    assert answer.status_code == 422
    assert said in text(answer)
    assert not Message.objects.exists()
    kept = parse(answer.content.decode()).find(".//textarea[@name='text']").text or ""
    assert kept.strip() == message.replace("\u200b", "").strip()
    if files:
        assert "Les fichiers sont à choisir à nouveau : preuve.pdf." in text(answer)
    assert send(citizen, case.dossier, "é" * 10_000).status_code == 302


def test_too_many_messages_keep_their_words(citizen, case, settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"message": (1, 3600)}
    assert send(citizen, case.dossier, "Un").status_code == 302
    answer = send(citizen, case.dossier, "Deux", [SimpleUploadedFile("a.pdf", pdf())])
    assert answer.status_code == 429
    assert "Deux" in text(answer)
    assert "Les fichiers sont à choisir à nouveau : a.pdf." in text(answer)


def test_words_stay_in_another_language(citizen, case):
    page = citizen.post(url(case.dossier), {"text": "Noch nicht gesendet", "page_language": "de", "key": "k"})
    assert page.status_code == 200
    assert "Noch nicht gesendet" in text(page)
    assert not Message.objects.exists()


def test_words_stay_when_the_conversation_ends_while_they_are_written(citizen, case):
    end(case)
    assert "vous pouvez encore écrire jusqu’au" in text(citizen.get(url(case.dossier)))
    with time_machine.travel(timezone.now() + OPEN_AFTERWARDS + timedelta(hours=1)):
        force_sign_in(citizen, case.dossier.owner_user)
        assert b"<textarea" not in citizen.get(url(case.dossier)).content
        answer = citizen.post(url(case.dossier), {"text": "Trop tard", "key": "k"})
    assert answer.status_code == 409
    assert "terminé depuis trop longtemps" in text(answer)
    assert "Trop tard" in text(answer)
    assert "primes@exemple.be" in text(answer)


def test_words_stay_when_the_right_to_write_was_lost(client):
    company = EnterpriseFactory()
    owner = {"dossier__owner_user": None, "dossier__owner_enterprise": company}
    case = CaseFactory(**owner, dossier__created_by=PersonFactory())
    reader = MembershipFactory(enterprise=company, role=Role.LECTEUR).user
    force_sign_in(client, reader)
    here = url(case.dossier, space=company.number)
    page = client.get(here)
    assert b"<textarea" not in page.content
    assert "Lecteur" in text(page)
    answer = client.post(here, {"text": "Je réponds", "key": "k"})
    assert answer.status_code == 403
    assert "Je réponds" in text(answer)
    assert not Message.objects.exists()


def test_a_draft_has_no_conversation(client):
    draft = DraftFactory()
    force_sign_in(client, draft.owner_user)
    assert client.get(url(draft))["Location"] == url(draft, "detail")


def test_who_is_answered_elsewhere_is_told_whom_to_write_to(client):
    dossier = SentDossierFactory()
    force_sign_in(client, dossier.owner_user)
    page = client.get(url(dossier))
    assert "ne répond pas sur cette page" in text(page)
    assert "primes@exemple.be" in text(page)
    assert b"<textarea" not in page.content


def test_unread_messages_are_shown_everywhere_until_they_are_marked(citizen, case, officer):
    reply(officer, case, "Un")
    reply(officer, case, "Deux")
    pages = [
        url(case.dossier, "detail"),
        "/espace/citoyen/",
        "/espace/citoyen/dossiers/",
        "/espace/citoyen/messages/",
    ]
    assert all("2 messages non lus" in text(citizen.get(page)) for page in pages)
    shown = citizen.get(url(case.dossier))
    assert text(shown).count("Nouveau") == 2
    assert unread(case) == (2, 0)
    mark = {"up_to": hidden(shown, "up_to")[0]}
    reply(officer, case, "Trois, entre-temps")
    assert citizen.post(url(case.dossier, "mark_read"), mark)["Location"] == url(case.dossier)
    assert all("1 message non lu" in text(citizen.get(page)) for page in pages)
    shown = citizen.get(url(case.dossier))
    assert text(shown).count("Nouveau") == 1
    citizen.post(url(case.dossier, "mark_read"), {"up_to": hidden(shown, "up_to")[0]})
    assert not any("non lu" in text(citizen.get(page)) for page in pages)
    assert "Marquer comme lu" not in text(citizen.get(url(case.dossier)))


@pytest.mark.parametrize("up_to", [None, "", "0", "-1", "x", "9" * 30])
def test_a_mark_that_means_nothing_marks_nothing(citizen, case, officer, up_to):
    reply(officer, case)
    data = {} if up_to is None else {"up_to": up_to}
    assert citizen.post(url(case.dossier, "mark_read"), data).status_code == 302
    assert unread(case) == (1, 0)


def test_answering_marks_what_the_page_showed(citizen, case, officer):
    reply(officer, case, "Un")
    page = citizen.get(url(case.dossier))
    reply(officer, case, "Deux")
    citizen.post(url(case.dossier), {"key": "k", "seen": hidden(page, "seen")[0], "text": "D’accord"})
    assert unread(case) == (1, 1)


def test_who_may_only_read_marks_nothing(client, officer):
    company = EnterpriseFactory()
    owner = {"dossier__owner_user": None, "dossier__owner_enterprise": company}
    case = CaseFactory(**owner, dossier__created_by=PersonFactory())
    reply(officer, case)
    force_sign_in(client, MembershipFactory(enterprise=company, role=Role.LECTEUR).user)
    page = client.get(url(case.dossier, space=company.number))
    assert "Nouveau" in text(page)
    assert "Marquer comme lu" not in text(page)
    refused = client.post(url(case.dossier, "mark_read", space=company.number), {"up_to": 1})
    assert refused.status_code == 403
    assert unread(case) == (1, 0)


def test_a_long_conversation_shows_its_end_first(citizen, case, officer):
    for number in range(1, 36):
        reply(officer, case, f"Message numéro {number}.")
    first = citizen.get(url(case.dossier))
    assert "Message numéro 35." in text(first)
    assert "Message numéro 5." not in text(first)
    older = citizen.get(f"{url(case.dossier)}?page=2")
    assert "Message numéro 5." in text(older)
    assert hidden(older, "up_to") == ["5"]


def test_conversations_come_with_the_unread_ones_first(citizen, case, officer):
    person = case.dossier.owner_user
    others = [CaseFactory(dossier__owner_user=person) for _ in range(3)]
    CaseFactory(dossier__owner_user=person)  # nobody wrote
    reply(officer, others[0], "Ancien, pas lu")
    ask(others[1], "Plus récent")
    ask(case, "Dernier")
    strangers = CaseFactory()
    ask(strangers)
    page = citizen.get("/espace/citoyen/messages/")
    found = parse(page.content.decode()).findall(".//a[@class='card__link']")
    assert [one.get("href") for one in found] == [url(one.dossier) for one in (others[0], case, others[1])]


def test_nobody_reads_the_conversations_of_another_scope(client, officer):
    company = EnterpriseFactory()
    owner = {"dossier__owner_user": None, "dossier__owner_enterprise": company}
    ours, theirs = (CaseFactory(**owner, dossier__created_by=PersonFactory()) for _ in range(2))
    for one in (ours, theirs):
        reply(officer, one, f"À propos de {one.pk}")
    slug = ours.dossier.demarche_version.demarche.slug
    user = MembershipFactory(enterprise=company, role=Role.COLLABORATEUR, demarches=[slug]).user
    force_sign_in(client, user)
    page = client.get(f"/espace/{company.number}/messages/").content.decode()
    assert str(ours.pk) in page
    assert str(theirs.pk) not in page
    assert client.get(url(theirs.dossier, space=company.number)).status_code == 404


def test_a_document_of_another_message_is_not_there(citizen, case, officer):
    send(citizen, case.dossier, files=[SimpleUploadedFile("f.pdf", pdf())])
    document = MessageDocument.objects.get()
    other = CaseFactory(dossier__owner_user=case.dossier.owner_user)
    asked = ask(other)
    right = {"message_id": document.message_id, "document_id": document.pk}
    answer = citizen.get(url(case.dossier, "message_document", **right))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    for dossier, wrong in ((other.dossier, {}), (case.dossier, {"message_id": asked.pk})):
        assert citizen.get(url(dossier, "message_document", **right | wrong)).status_code == 404
    force_sign_in(citizen, PersonFactory())
    assert citizen.get(url(case.dossier, "message_document", **right)).status_code == 404


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "10 Mo au plus par fichier"),
        ("de", "höchstens 10 MB pro Datei"),
        ("nl", "10 MB"),
        ("en", "10 MB"),
    ],
)
def test_limits_of_documents_are_said_in_the_readers_language(client, case, language, said):
    person = case.dossier.owner_user
    person.language = language
    person.save(update_fields=["language"])
    force_sign_in(client, person)
    for page in (url(case.dossier), "/espaces/mon-entreprise/document/"):
        shown = text(client.get(page))
        assert said in shown
        assert language == "fr" or "au plus" not in shown
