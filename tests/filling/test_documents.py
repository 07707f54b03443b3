"""Documents: stored at once, one for each content, gone when removed, handed over only when clean."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dossiers.models import Attachment, Dossier, StepAnswers
from dossiers.states import State
from enterprises.rights.permissions import Role
from monespace.journal.models import Event
from monespace.outbox.testing import drain, let_pass
from monespace.simulators.clamd import server
from tests.filling.browser import open_step, save, step_url, url
from tests.filling.definition import LOGEMENT, VOUS
from tests.filling.factories import draft_of
from tests.filling.samples import EICAR, infected_pdf, pdf, picture
from tests.support.client import force_sign_in
from tests.support.enterprise_factories import MembershipFactory
from tests.support.factories import PersonFactory
from tests.support.race import race

pytestmark = pytest.mark.django_db


def upload(name: str = "facture.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if content is None else content)


@pytest.fixture
def ready(citizen, draft):
    """A draft filled up to its documents."""
    save(citizen, draft, "vous", **VOUS | {"situation": "seul"})
    save(citizen, draft, "logement", **LOGEMENT)
    return draft


def add(client, draft, **files):
    return open_step(client, draft, "pieces").post(**files)


def fetch(client, draft, document):
    """Fetch a document to its end, as a browser does."""
    answer = client.get(url("document", draft, document_id=document.pk))
    answer.body = b"".join(answer) if answer.streaming else answer.content
    return answer


def test_a_sound_file_is_scanned_stored_and_lets_one_go_on(citizen, ready, person):
    page = add(citizen, ready, facture=upload("Ma facture.pdf"))
    assert page.response["Location"] == url("review", ready)
    kept = Attachment.objects.get()
    assert (kept.original_name, kept.content_type, kept.uploaded_by) == (
        "Ma facture.pdf",
        "application/pdf",
        person,
    )
    assert kept.scan == Attachment.Scan.CLEAN
    assert kept.scanned_at is not None
    assert kept.file.name == f"documents/{ready.pk}/{kept.pk}.pdf"
    with kept.file.open() as stored:
        assert hashlib.sha256(stored.read()).hexdigest() == kept.sha256
    assert ", Vérifié)" in open_step(citizen, ready, "pieces").html
    assert Event.objects.about(ready).get(tag="document.added").facts == {"documents": [str(kept.pk)]}


def test_the_upload_button_adds_and_stays(citizen, ready):
    page = open_step(citizen, ready, "pieces").post("upload", facture=upload())
    assert page.response["Location"] == step_url(ready, "pieces") + "?en-cours=oui"
    assert Attachment.objects.count() == 1


def test_a_file_is_kept_although_another_is_missing(citizen, ready):
    page = add(citizen, ready, photos=upload("p.png", picture("PNG")))
    assert page.response.status_code == 200
    assert "p.png" in page.html
    assert Attachment.objects.get().field == "photos"


@pytest.mark.parametrize("action", ["continue", "save", "previous", "upload"])
def test_a_refused_file_says_why_whatever_the_button(citizen, ready, action):
    page = open_step(citizen, ready, "pieces").post(action, facture=upload("virus.pdf", infected_pdf()))
    assert page.response.status_code == 200
    assert "contient un virus" in page.html
    assert "virus.pdf" in page.html
    assert "ajoutez le document demandé" not in page.html
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("name", ["p.png", "p.jpg"])
def test_a_virus_is_told_also_when_the_copy_has_lost_it(citizen, ready, name):
    sound = picture("PNG" if name.endswith("png") else "JPEG")
    page = open_step(citizen, ready, "pieces").post(photos=upload(name, sound + EICAR))
    assert "contient un virus" in page.html
    assert not Attachment.objects.exists()
    assert list_files(ready) == []
    open_step(citizen, ready, "pieces").post(photos=upload(name, sound + b"harmless"))
    assert Attachment.objects.get().scan == Attachment.Scan.CLEAN


def test_without_a_scanner_the_file_waits_and_is_scanned_later(citizen, ready, clamd, settings):
    server.stop()
    add(citizen, ready, facture=upload())
    kept = Attachment.objects.get()
    assert kept.scan == Attachment.Scan.PENDING
    assert ", En cours d’analyse)" in open_step(citizen, ready, "pieces").html
    assert "vérifions encore" in citizen.get(url("review", ready)).content.decode()
    assert fetch(citizen, ready, kept).status_code == 404
    assert drain() == []
    settings.CLAMD_URL = server.start(0).url
    let_pass(timedelta(minutes=1))
    assert drain() == ["attachment.scan"]
    kept.refresh_from_db()
    assert kept.scan == Attachment.Scan.CLEAN
    assert fetch(citizen, ready, kept).status_code == 200


def test_a_file_found_infected_later_is_refused_in_words_and_erased(citizen, ready, clamd, settings):
    server.stop()
    add(citizen, ready, facture=upload("virus.pdf", infected_pdf()))
    settings.CLAMD_URL = server.start(0).url
    assert drain() == ["attachment.scan", "attachment.erase"]
    kept = Attachment.objects.get()
    assert kept.scan == Attachment.Scan.REFUSED
    assert not kept.file
    page = open_step(citizen, ready, "pieces").post()
    assert "refusé" in page.html
    assert "Retirez-le" in page.html
    assert Event.objects.about(ready).filter(tag="document.refused").exists()
    page.post(facture__remove=str(kept.pk), facture=upload())
    assert Attachment.objects.current().get().scan == Attachment.Scan.CLEAN


def test_the_same_file_twice_is_one_document(citizen, ready):
    page = open_step(citizen, ready, "pieces")
    for _click in range(2):
        page.post(facture=upload(), photos=upload("p.png", picture("PNG")))
    assert sorted(Attachment.objects.values_list("field", flat=True)) == ["facture", "photos"]


def test_no_more_files_than_asked_for(citizen, ready):
    photos = [upload(f"{size}.png", picture("PNG", (size, size))) for size in (10, 11, 12)]
    page = open_step(citizen, ready, "pieces").post(facture=upload(), photos=photos)
    assert (
        "Le fichier 12.png n’est pas ajouté, car 2 fichiers au plus sont permis".lower() in page.html.lower()
    )
    assert "10.png" in page.html
    assert "11.png" in page.html
    assert Attachment.objects.filter(field="photos").count() == 2
    assert len(list_files(ready)) == 3


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_are_one_document(citizen, ready):
    answers = race(*[lambda: citizen.post(step_url(ready, "pieces"), {"facture": upload()})] * 3)
    assert {answer.status_code for answer in answers} == {302}
    assert Attachment.objects.count() == 1
    assert len(list_files(ready)) == 1


def test_a_file_for_a_dossier_sent_meanwhile_is_not_kept(citizen, ready):
    page = open_step(citizen, ready, "pieces")
    Dossier.objects.update(state=State.SUBMITTED, reference="ME-TEST", submitted_at=timezone.now())
    added = {"step": "pieces", "field": "facture", "file": upload()}
    assert citizen.post(url("documents", ready), added).status_code == 409
    assert page.post(facture=upload()).response["Location"] == url("detail", ready)
    assert not Attachment.objects.exists()
    assert list_files(ready) == []


def list_files(draft) -> list[str]:
    """Return what is stored for a draft."""
    try:
        return default_storage.listdir(f"documents/{draft.pk}")[1]
    except FileNotFoundError:
        return []


def test_a_ticked_file_is_removed_and_its_content_erased(citizen, ready):
    add(citizen, ready, facture=upload())
    kept = Attachment.objects.get()
    page = open_step(citizen, ready, "pieces").post("save", facture__remove=str(kept.pk))
    assert page.response.status_code == 302
    assert not Attachment.objects.current().exists()
    assert drain() == ["attachment.erase"]
    assert list_files(ready) == []


def test_the_browser_has_no_say_in_which_files_answer(citizen, ready, person):
    other = draft_of(person, version=ready.demarche_version)
    foreign = Attachment.objects.create(
        dossier=other, step="pieces", field="facture", size=1, uploaded_by=person, scan="clean"
    )
    page = open_step(citizen, ready, "pieces")
    assert page.post(facture=str(foreign.pk), facture__remove=str(foreign.pk)).response.status_code == 200
    foreign.refresh_from_db()
    assert foreign.removed_at is None
    assert not any("facture" in row.values for row in StepAnswers.objects.all())
    assert fetch(citizen, ready, foreign).status_code == 404


def test_a_document_is_handed_over_to_be_saved(citizen, ready):
    add(citizen, ready, facture=upload("Été.pdf"))
    answer = fetch(citizen, ready, Attachment.objects.get())
    assert answer.body == pdf()
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_who_may_read_fetches_and_who_may_not_does_not(client):
    member = MembershipFactory()
    reader = MembershipFactory(enterprise=member.enterprise, role=Role.LECTEUR)
    draft = draft_of(member.user, enterprise=member.enterprise)
    force_sign_in(client, member.user)
    client.post(step_url(draft, "pieces"), {"facture": upload()})
    document = Attachment.objects.get()
    for user, status in ((member.user, 200), (reader.user, 200), (PersonFactory(), 404)):
        force_sign_in(client, user)
        assert fetch(client, draft, document).status_code == status
    force_sign_in(client, reader.user)
    assert client.post(url("remove_document", draft, document_id=document.pk)).status_code == 403
    added = {"step": "pieces", "field": "facture", "file": upload()}
    assert client.post(url("documents", draft), added).status_code == 403


def test_documents_are_added_and_removed_on_their_own_addresses(citizen, ready):
    added = {"step": "pieces", "field": "facture", "file": upload()}
    assert citizen.post(url("documents", ready), added)["Location"] == url("documents", ready)
    document = Attachment.objects.get()
    assert "facture.pdf" in citizen.get(url("documents", ready)).content.decode()
    for _click in range(2):
        removed = citizen.post(url("remove_document", ready, document_id=document.pk))
        assert removed.status_code == 302
    assert not Attachment.objects.current().exists()
    infected = {**added, "file": upload("virus.pdf", infected_pdf())}
    assert (
        "contient un virus" in citizen.post(url("documents", ready), infected, follow=True).content.decode()
    )


@pytest.mark.parametrize("target", [{}, {"step": "vous", "field": "age"}, {"step": "x", "field": "facture"}])
def test_a_file_for_no_file_question_is_not_kept(citizen, ready, target):
    assert citizen.post(url("documents", ready), {**target, "file": upload()}).status_code == 302
    assert not Attachment.objects.exists()
