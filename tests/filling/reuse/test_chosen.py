"""A document of another dossier is chosen: it is there, with a file of its own, and nothing typed is lost."""

from __future__ import annotations

import pytest

from dossiers.models import Attachment, StepAnswers
from monespace.outbox.testing import drain
from tests.filling.browser import open_step
from tests.filling.factories import draft_of
from tests.filling.reuse.pages import choose, names, opened
from tests.filling.samples import picture
from tests.filling.uploads.sending import add
from tests.support.full_disk import stored_in

pytestmark = pytest.mark.django_db
LINK = "Choisir parmi vos documents"


def content_of(document) -> bytes:
    with document.file.open("rb") as file:
        return file.read()


def test_it_is_offered_only_where_a_document_fits(citizen, draft, other):
    assert LINK not in open_step(citizen, draft, "pieces").html
    add(citizen, other, "bail.pdf")
    assert open_step(citizen, draft, "pieces").html.count(LINK) == 2
    assert LINK not in open_step(citizen, other, "pieces").html  # it has no other dossier to take from


def test_it_is_offered_only_for_types_and_sizes_of_the_question(citizen, draft, other, document):
    Attachment.objects.update(size=1_000_001)
    assert open_step(citizen, draft, "pieces").html.count(LINK) == 1
    assert "bail.pdf" not in opened(citizen, draft).html
    assert "bail.pdf" in opened(citizen, draft, "photos").html
    add(citizen, other, "plan.png", picture("PNG"), field="photos")
    assert "plan.png" not in opened(citizen, draft).html
    assert "plan.png" in opened(citizen, draft, "photos").html


def test_the_button_keeps_what_is_typed_and_one_comes_back_to_it(citizen, draft, document):
    page = open_step(citizen, draft, "pieces").post("", mot="presque fini", facture__choose="1").follow()
    assert "bail.pdf" in page.html
    assert StepAnswers.objects.get(dossier=draft).values["mot"] == "presque fini"
    after = choose(citizen, draft, document).content.decode()
    assert "Le document est ajouté." in after
    assert "presque fini" in after
    assert names(draft) == ["bail.pdf"]


@pytest.mark.django_db(transaction=True)
def test_each_dossier_has_its_own_file(citizen, draft, other, document):
    choose(citizen, draft, document)
    copy = draft.attachments.get()
    assert (copy.sha256, copy.scan) == (document.sha256, Attachment.Scan.CLEAN)
    assert copy.file.name != document.file.name
    before = content_of(copy)
    open_step(citizen, other, "pieces").post("", facture__remove=str(document.pk))
    drain()
    document.refresh_from_db()
    assert not document.file
    assert content_of(draft.attachments.get()) == before


def test_twice_is_once(citizen, draft, document):
    choose(citizen, draft, document)
    assert "il n’y est qu’une fois" in choose(citizen, draft, document).content.decode()
    assert draft.attachments.count() == 1
    assert len(stored_in(draft.pk)) == 1


def test_the_limits_of_the_question_hold(citizen, draft, other, document):
    for name in ("a.png", "b.png"):
        add(citizen, other, name, picture("PNG", (len(name), 20 + ord(name[0]))), field="photos")
    sources = Attachment.objects.filter(dossier=other)
    after = choose(citizen, draft, *sources, field="photos").content.decode()
    assert "Les documents sont ajoutés." in after
    assert "n’est pas ajouté" in after
    assert draft.attachments.count() == 2
    assert len(stored_in(draft.pk)) == 2


def test_the_same_content_is_shown_once_newest_first_and_found_by_name(
    citizen, person, version, draft, other
):
    add(citizen, other, "bail.pdf", None)
    third = draft_of(person, version=version)
    choose(citizen, third, Attachment.objects.get())
    add(citizen, third, "permis.png", picture("PNG"), field="photos")
    html = opened(citizen, draft, "photos").html
    assert html.count('name="chosen"') == 2
    assert html.index("permis.png") < html.index("bail.pdf")


def test_nothing_chosen_is_said(citizen, draft, document):
    assert "Rien n’est ajouté" in choose(citizen, draft).content.decode()
    assert names(draft) == []


def test_the_page_costs_few_statements(citizen, draft, other, document, django_assert_max_num_queries):
    opened(citizen, draft)
    with django_assert_max_num_queries(12):
        assert "bail.pdf" in opened(citizen, draft).html
