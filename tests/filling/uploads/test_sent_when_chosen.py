"""A file sent by the page's script is kept or refused by the rules of the page's form; nothing else moves."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossiers.models import Attachment, StepAnswers
from monespace.journal.models import Event
from monespace.outbox.testing import drain
from monespace.simulators.clamd import server
from tests.filling.browser import open_step, step_url
from tests.filling.samples import infected_pdf, picture
from tests.filling.uploads.sending import add, post, upload
from tests.support.full_disk import fill_disk, stored_in
from tests.support.hostile import pdfs, pictures
from tests.support.pages import parse
from tests.support.race import race

pytestmark = pytest.mark.django_db


def names(field: str) -> list[str]:
    return list(Attachment.objects.current().filter(field=field).values_list("original_name", flat=True))


def words(element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_a_file_is_kept_at_once_and_its_row_is_that_of_the_page(citizen, draft, person):
    told = add(citizen, draft, "Ma facture.pdf")
    kept = Attachment.objects.get()
    assert (told["status"], told["refused"], told["gone"], told["said"]) == (200, [], [], [])
    [added] = told["added"]
    assert added["id"] == str(kept.pk)
    assert (kept.original_name, kept.field, kept.uploaded_by) == ("Ma facture.pdf", "facture", person)
    assert Event.objects.about(draft).get(tag="document.added").facts == {"documents": [str(kept.pk)]}
    [row] = open_step(citizen, draft, "pieces").root.findall(".//li[@data-document]")
    [told_row] = parse(added["row"]).findall(".//li[@data-document]")
    assert words(told_row) == words(row)
    assert [one.get("href") for one in told_row.iter("a")] == [one.get("href") for one in row.iter("a")]
    assert "Vérifié" in words(row)


def test_answers_in_other_tabs_are_untouched(citizen, draft):
    page = open_step(citizen, draft, "pieces")
    add(citizen, draft, "a.pdf")
    assert not StepAnswers.objects.exists()
    assert page.post("save", mot="tapé avant").response.status_code == 302
    assert StepAnswers.objects.get().values["mot"] == "tapé avant"
    assert names("facture") == ["a.pdf"]


def test_the_document_of_a_question_that_takes_one_is_replaced(citizen, draft):
    first = add(citizen, draft, "a.pdf")
    second = add(citizen, draft, "b.pdf")
    assert second["gone"] == [first["added"][0]["id"]]
    assert names("facture") == ["b.pdf"]
    drain()
    assert len(stored_in(draft.pk)) == 1


def test_the_same_content_again_is_said_and_not_kept(citizen, draft):
    add(citizen, draft, "a.png", picture("PNG"), field="photos")
    again = add(citizen, draft, "a.png", picture("PNG"), field="photos")
    assert (again["added"], again["refused"]) == ([], [])
    assert "Le fichier a.png était déjà parmi vos documents" in again["said"][0]


def test_one_too_many_is_refused_by_its_name(citizen, draft):
    for name in ("a.pdf", "b.pdf"):
        assert add(citizen, draft, name, field="photos")["status"] == 200
    told = add(citizen, draft, "c.pdf", field="photos")
    assert (told["status"], told["added"], told["again"]) == (422, [], False)
    assert "c.pdf n’est pas ajouté, car 2 fichiers au plus sont permis" in told["refused"][0]
    assert names("photos") == ["a.pdf", "b.pdf"]


HOSTILE = {
    "virus.pdf": (infected_pdf, "contient un virus"),
    "flux.pdf": (lambda: pdfs.object_stream(600, times=2), "flux.pdf est abîmé"),
    "boucle.pdf": (pdfs.looping, "boucle.pdf est abîmé"),
    "pages.pdf": (lambda: pdfs.page_content(600), "demande trop de travail à vérifier"),
    "uni.png": (lambda: pictures.flat_png(30_000, 30_000), "est trop grande"),
    "faux.pdf": (lambda: b"MZ\x90\x00" * 90, "ne correspond pas à son nom"),
    "note.docx": (lambda: b"PK", "n’est pas accepté"),
    "vide.pdf": (lambda: b"", "est vide"),
    "lourd.pdf": (lambda: b"%PDF-1.7\n" + b"x" * 10_000_000, "est trop lourd"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_does_harm_is_refused_by_its_name(citizen, draft, name):
    make, reason = HOSTILE[name]
    told = add(citizen, draft, name, make())
    assert told["status"] == 422
    assert name in told["refused"][0]
    assert reason in told["refused"][0]
    assert told["again"] is False
    assert not Attachment.objects.exists()
    assert stored_in(draft.pk) == []


def test_a_full_disk_is_said_and_the_same_file_may_be_sent_again(citizen, draft, monkeypatch):
    with monkeypatch.context() as fault:
        fill_disk(fault, after=0)
        told = add(citizen, draft, "a.pdf")
    assert (told["status"], told["again"]) == (422, True)
    assert "a.pdf n’a pas pu être gardé, car la place manque" in told["refused"][0]
    assert stored_in(draft.pk) == []
    assert add(citizen, draft, "a.pdf")["status"] == 200


def test_without_a_scanner_the_row_says_that_it_waits_and_nobody_looks_at_it(citizen, draft, clamd):
    server.stop()
    [added] = add(citizen, draft, "a.pdf")["added"]
    row = parse(added["row"])
    assert "En cours d’analyse" in words(row)
    assert row.find(".//a") is None
    assert row.find(".//button") is not None


def test_questions_that_depend_on_a_document_follow_it(citizen, draft):
    add(citizen, draft, "a.png", picture("PNG"), field="photos")
    assert "plus" in citizen.post(f"{step_url(draft, 'pieces')}questions/").json()["asked"]
    post(citizen, draft, field="photos", remove=str(Attachment.objects.get().pk))
    assert "plus" not in citizen.post(f"{step_url(draft, 'pieces')}questions/").json()["asked"]


@pytest.mark.parametrize("field", ["", "mot", "autre"])
def test_what_is_no_question_answered_by_documents_takes_none(citizen, draft, field):
    assert post(citizen, draft, file=upload(), field=field).status_code == 404
    assert not Attachment.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_tabs_that_add_the_last_document_at_once_one_is_told(citizen, draft):
    add(citizen, draft, "a.pdf", field="photos")
    told = race(*[lambda name=name: add(citizen, draft, name, field="photos") for name in ("b.pdf", "c.pdf")])
    assert sorted(one["status"] for one in told) == [200, 422]
    [refused] = [one["refused"][0] for one in told if one["refused"]]
    assert "2 fichiers au plus sont permis" in refused
    assert len(names("photos")) == len(stored_in(draft.pk)) == 2


def test_a_file_costs_few_statements(citizen, draft):
    add(citizen, draft, "a.pdf", field="photos")
    with CaptureQueriesContext(connection) as captured:
        assert add(citizen, draft, "b.pdf", field="photos")["status"] == 200
    assert len(captured) <= 12, "\n".join(query["sql"][:90] for query in captured)
