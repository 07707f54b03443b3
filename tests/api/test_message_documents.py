"""A system sends documents with its messages: judged and kept as those of people, all or none, once."""

from __future__ import annotations

from base64 import b64encode
from functools import partial

import pytest
from django.core.files.storage import default_storage

from dossiers.models import Message, MessageDocument
from dossiers.states import State
from tests.api.caller import Caller, problem
from tests.api.factories import ClientFactory, token_of
from tests.api.scene import act, examined_elsewhere, issues
from tests.filling.samples import infected_pdf, pdf
from tests.messages.test_pages import url
from tests.support.client import force_sign_in
from tests.support.race import race

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clamd")]


@pytest.fixture
def caller(db):
    return Caller(token_of(ClientFactory()))


def file(name="Décision.pdf", content=None):
    return {"name": name, "content": b64encode(pdf() if content is None else content).decode()}


def write(caller, dossier, *documents, **headers):
    body = {"text": "Voici notre courrier.", "documents": list(documents)}
    return act(caller, dossier, "messages", body, **headers)


def stored(dossier):
    try:
        return default_storage.listdir(f"documents/{dossier.pk}")[1]
    except FileNotFoundError:
        return []


def test_the_person_saves_what_the_system_sent(caller, client):
    dossier = examined_elsewhere()
    assert write(caller, dossier, file(), file("Annexe.pdf")).status_code == 201
    document = MessageDocument.objects.get(original_name="Décision.pdf")
    force_sign_in(client, dossier.owner_user)
    more = {"message_id": document.message_id, "document_id": document.pk}
    answer = client.get(url(dossier, "message_document", **more))
    assert b"".join(answer.streaming_content) == pdf()
    [told] = caller.get(f"dossiers/{dossier.pk}/messages").json()["items"]
    assert [one["name"] for one in told["documents"]] == ["Annexe.pdf", "Décision.pdf"]
    assert len(stored(dossier)) == 2


@pytest.mark.parametrize(
    ("document", "where"),
    [
        (file("virus.pdf", infected_pdf()), "documents"),
        (file("texte.docx"), "documents"),
        (file("vide.pdf", b""), "documents"),
        (file("faux.pdf", b"GIF89a"), "documents"),
        ({"name": "a.pdf", "content": "pas du base64 !"}, "documents[1].content"),
        ({"name": "a.pdf", "content": 7}, "documents[1].content"),
        ({"name": "", "content": ""}, "documents[1].name"),
    ],
    ids=lambda value: str(value)[:25],
)
def test_of_documents_all_are_kept_or_none(caller, document, where):
    dossier = examined_elsewhere()
    refused = write(caller, dossier, file("bonne.pdf"), document)
    assert issues(refused) == [("body", where)]
    if where == "documents":
        assert refused.json()["issues"][0]["value"] == document["name"]
    assert not Message.objects.exists()
    assert stored(dossier) == []
    assert write(caller, dossier, file("bonne.pdf")).status_code == 201


def test_too_many_are_refused_before_any_is_read(caller):
    dossier = examined_elsewhere()
    assert issues(write(caller, dossier, *[file()] * 6)) == [("body", "documents")]
    assert write(caller, dossier, *[file()] * 5).status_code == 201


def test_what_cannot_be_scanned_now_is_kept_and_scanned_later(caller, settings):
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    dossier = examined_elsewhere()
    assert write(caller, dossier, file()).status_code == 201
    assert MessageDocument.objects.get().scan == "pending"


def test_who_is_told_to_come_back_may_send_the_same_again(caller, monkeypatch):
    dossier = examined_elsewhere()
    with monkeypatch.context() as full:
        full.setattr(default_storage, "save", full_disk)
        refused = write(caller, dossier, file(), Idempotency_Key='"a"')
    assert problem(refused) == (503, "serviceUnavailable")
    assert refused["Retry-After"]
    assert write(caller, dossier, file(), Idempotency_Key='"a"').status_code == 201


def full_disk(*_args, **_kwargs):
    raise OSError(28, "No space left on device")


def test_sent_again_or_refused_for_its_state_nothing_is_left_behind(caller):
    dossier, erased = examined_elsewhere(), examined_elsewhere(State.ANONYMISED)
    first = write(caller, dossier, file(), Idempotency_Key='"a"')
    assert write(caller, dossier, file(), Idempotency_Key='"a"').content == first.content
    assert len(stored(dossier)) == MessageDocument.objects.count() == 1
    stale = write(caller, dossier, file("autre.pdf"), If_Match='"0"')
    assert problem(stale) == (412, "stale")
    assert len(stored(dossier)) == 1
    assert problem(write(caller, erased, file())) == (409, "wrongState")
    assert stored(erased) == []


@pytest.mark.django_db(transaction=True)
def test_of_the_same_message_sent_at_once_one_file_is_kept():
    dossier, token = examined_elsewhere(), token_of(ClientFactory())
    answers = race(
        *(partial(write, Caller(token), dossier, file(), Idempotency_Key='"une"') for _ in range(3))
    )
    assert {one.status_code for one in answers} <= {201, 409}
    assert len(stored(dossier)) == MessageDocument.objects.count() == 1


def test_a_body_that_is_too_large_is_said_to_be(caller):
    dossier = examined_elsewhere()
    assert problem(write(caller, dossier, file(content=b"x" * 8_000_000))) == (413, "payloadTooLarge")
    assert stored(dossier) == []
    assert write(caller, dossier, file(content=pdf() + b"\n" * 10)).status_code == 201
