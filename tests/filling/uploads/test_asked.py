"""What a question asks of its files together, the form it gives to fill in, documents that are only saved."""

from __future__ import annotations

import pytest
import yaml

from dossiers.engine import load
from dossiers.models import Attachment
from tests.documents.packages import docx, packed
from tests.engine.mistakes import problems
from tests.engine.samples import VALID, field
from tests.filling.browser import open_step, url
from tests.filling.definition import question, text
from tests.filling.factories import draft_of, publish
from tests.filling.uploads.sending import add

pytestmark = pytest.mark.django_db
FORM = "https://energie.wallonie.be/devis.odt"
ASKED = question(
    "devis",
    "file",
    accept=["pdf", "docx", "ifc"],
    min_files=2,
    max_files=4,
    max_mb=1,
    max_total_mb=1,
    template={"label": text("Le modèle de devis"), "link": FORM},
)


@pytest.fixture
def draft(person):
    steps = [
        {"key": "pieces", "title": text("Vos documents"), "fields": [ASKED]},
        {"key": "fin", "title": text("Fin"), "fields": [question("mot")]},
    ]
    return draft_of(person, version=publish(steps=steps))


def model(size: int) -> bytes:
    return b"ISO-10303-21;" + b"a" * (size - 30) + b"END-ISO-10303-21;"


def test_what_files_weigh_together_is_limited(citizen, draft):
    assert add(citizen, draft, "a.ifc", model(600_000), field="devis")["status"] == 200
    told = add(citizen, draft, "b.ifc", model(500_000), field="devis")
    assert (told["status"], told["added"]) == (422, [])
    assert "b.ifc n’est pas ajouté, car vos fichiers pèseraient ensemble plus de 1" in told["refused"][0]
    assert add(citizen, draft, "c.ifc", model(300_000), field="devis")["status"] == 200
    assert Attachment.objects.count() == 2


def test_whoever_adds_one_file_too_few_is_told_how_many(citizen, draft):
    add(citizen, draft, "a.ifc", model(100), field="devis")
    page = open_step(citizen, draft, "pieces").post("continue")
    assert "ajoutez au moins 2 fichiers" in page.html
    add(citizen, draft, "b.ifc", model(101), field="devis")
    assert open_step(citizen, draft, "pieces").post("continue").response.status_code == 302


def test_the_limits_and_the_form_to_fill_in_are_above_the_files(citizen, draft):
    page = open_step(citizen, draft, "pieces")
    assert "PDF, DOCX, IFC, 1" in page.html
    assert "par fichier, 2 à 4 fichiers. 1" in page.html
    [link] = page.root.xpath("//a[text()='Le modèle de devis']")
    assert (link.get("href"), link.get("rel")) == (FORM, "noreferrer")


@pytest.mark.parametrize(
    ("name", "content", "way"), [("a.pdf", None, "inline"), ("a.docx", packed(docx()), "attachment")]
)
def test_what_no_browser_may_show_is_saved(citizen, draft, name, content, way):
    added = add(citizen, draft, name, content, field="devis")["added"]
    shown = citizen.get(url("shown_document", draft, document_id=added[0]["id"]))
    assert shown.headers["Content-Disposition"].startswith(way)
    assert shown.headers["Content-Type"] == Attachment.objects.get().content_type
    assert shown.getvalue()
    shown.close()


def asking(**said) -> str:
    content = yaml.safe_load(VALID)
    content["steps"][0]["fields"].append(field("devis", "file", **said))
    return yaml.safe_dump(content, allow_unicode=True)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"min_files": 3, "max_files": 2}, "min_files 3 is more than the 2 possible"),
        ({"max_files": 2, "max_total_mb": 20}, "write a number from 10 (max_mb) to 19"),
        ({"max_files": 2, "max_total_mb": 9}, "write a number from 10 (max_mb) to 19"),
        ({"max_total_mb": 10}, "leave it out"),
        ({"template": {"label": text("Modèle"), "link": "http://a.be/b.odt"}}, "https://"),
    ],
)
def test_limits_that_contradict_each_other_are_refused(said, problem):
    assert load(asking(max_files=2, min_files=2, max_total_mb=19))
    [(_line, message)] = problems(asking(**said))
    assert problem in message
