"""Documents of messages: all or none, scanned later when it cannot be at once, never changed."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from dossiers.integrity_checks import check_documents
from dossiers.messages.errors import ConversationEnded
from dossiers.models import Message, MessageDocument
from monespace.journal.models import Event
from monespace.outbox.testing import drain, let_pass
from monespace.simulators.clamd import server
from tests.filling.samples import infected_pdf, pdf
from tests.messages.factories import ask, reply
from tests.messages.test_pages import text, url
from tests.submission.factories import actor_of

pytestmark = pytest.mark.django_db


def upload(name="preuve.pdf", content=None):
    return SimpleUploadedFile(name, pdf() if content is None else content)


def files_of(case):
    try:
        return default_storage.listdir(f"documents/{case.pk}")[1]
    except FileNotFoundError:
        return []


def test_documents_are_described_and_journaled_by_id(case, officer, clamd):
    for message in (
        ask(case, uploads=[upload("a.pdf"), upload("b.pdf")]),
        reply(officer, case, uploads=[upload()]),
    ):
        for document in message.documents.all():
            assert document.scan == document.Scan.CLEAN
            with document.file.open() as stored:
                assert hashlib.sha256(stored.read()).hexdigest() == document.sha256
    events = Event.objects.about(case.dossier).filter(tag__startswith="message.to")
    assert [len(event.facts["documents"]) for event in events] == [2, 1]
    assert "pdf" not in str([event.facts for event in events])


def test_one_refused_file_keeps_the_whole_message_from_being_sent(case, clamd):
    with pytest.raises(ValidationError, match="virus"):
        ask(case, uploads=[upload("bon.pdf"), upload("mauvais.pdf", infected_pdf())])
    assert not Message.objects.exists()
    assert files_of(case) == []
    assert ask(case, uploads=[upload("bon.pdf")]).documents.count() == 1


def test_files_of_a_message_that_is_refused_at_the_last_moment_are_gone(case, clamd, monkeypatch):
    assert ask(case, uploads=[upload()]).documents.count() == 1
    kept = files_of(case)

    def refuse(dossier):
        if files_of(case) != kept:
            raise ConversationEnded

    monkeypatch.setattr("dossiers.messages.services.refuse_closed", refuse)
    with pytest.raises(ConversationEnded):
        ask(case, "Trop tard", uploads=[upload("autre.pdf")])
    assert files_of(case) == kept


@pytest.mark.parametrize("content", [pdf(), infected_pdf()], ids=["sound", "infected"])
def test_without_a_scanner_a_document_waits(citizen, case, clamd, settings, content):
    server.stop()
    document = ask(case, uploads=[upload(content=content)]).documents.get()
    assert document.scan == document.Scan.PENDING
    assert "en cours d’analyse" in text(citizen.get(url(case.dossier)))
    here = url(case.dossier, "message_document", message_id=document.message_id, document_id=document.pk)
    assert citizen.get(here).status_code == 404
    settings.CLAMD_URL = server.start(0).url
    let_pass(timedelta(minutes=1))
    done = [topic for topic in drain() if topic != "dossier.tell"]
    document.refresh_from_db()
    tags = [event.tag for event in Event.objects.about(case.dossier)]
    if content == pdf():
        assert done == ["message_document.scan"]
        assert b"".join(citizen.get(here).streaming_content) == content
        assert tags[-1] == "message.document_verified"
    else:
        assert done == ["message_document.scan", "message_document.erase"]
        assert (document.scan, str(document.file)) == (document.Scan.REFUSED, "")
        assert "refusé par l’analyse" in text(citizen.get(url(case.dossier)))
        assert citizen.get(here).status_code == 404
        assert (tags[-1], files_of(case)) == ("message.document_refused", [])


def test_a_document_stays_what_it_was(case, clamd):
    document = ask(case, uploads=[upload()]).documents.get()
    mine = MessageDocument.objects.filter(pk=document.pk)
    for change in (
        lambda: mine.update(original_name="autre.pdf"),
        lambda: mine.update(sha256="0" * 64),
        lambda: mine.update(message=ask(case, "Un autre")),
        mine.delete,
    ):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()
    assert mine.update(scan=document.Scan.CLEAN) == 1


def test_integrity_covers_them(case, clamd):
    document = ask(case, actor=actor_of(case.dossier.owner_user), uploads=[upload()]).documents.get()
    assert list(check_documents()) == []
    default_storage.delete(str(document.file))
    assert [flaw.where for flaw in check_documents()] == [str(document)]
