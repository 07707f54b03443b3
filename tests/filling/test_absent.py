"""A field that is not in the request keeps what is saved; one that is emptied is emptied."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.sessions.printed_for import page_key
from accounts.sessions.services import keep_form
from accounts.sessions.typed import TypedForm
from dossiers.models import Attachment, StepAnswers
from tests.filling.browser import Page, open_step, save, step_url
from tests.filling.definition import STEPS, VOUS, question, text
from tests.filling.factories import draft_of, publish
from tests.filling.samples import pdf
from tests.support.client import force_sign_in
from tests.support.kinds import SAMPLES, in_form

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)

OPTIONS = [{"key": key, "label": text(key)} for key in ("jardin", "cave", "balcon")]
MANY = [{"key": f"o{rank}", "label": text(f"o{rank}")} for rank in range(9)]
LISTED = replace(SAMPLES["choice"], typed="o7", emptied="", words={"kind": "choice", "options": MANY})
ANSWERS = {kind: samples for kind, samples in SAMPLES.items() if kind != "file"} | {"choice_of_many": LISTED}


def draft_with(person, kind: str):
    """A draft whose first step asks one question of this kind beside another."""
    asked = {**question("champ", kind, optional=True), **ANSWERS[kind].words}
    steps = [{"key": "un", "title": text("Un"), "fields": [asked, question("autre", optional=True)]}]
    return draft_of(person, version=publish(steps=steps))


def post(client, page, **data):
    """Send these fields only, as a script or a page half shown does."""
    hidden = {name: page.fields[name] for name in ("revision", "next_revision")}
    return client.post(page.url, {**hidden, **data, "action": "save"})


def kept(draft, step: str = "un"):
    return StepAnswers.objects.get(dossier=draft, step=step).values


@pytest.mark.parametrize("kind", ANSWERS)
def test_an_absent_answer_stays_and_an_emptied_one_goes(citizen, person, kind):
    typed, emptied = (in_form("champ", raw) for raw in (ANSWERS[kind].typed_on(TODAY), ANSWERS[kind].emptied))
    draft = draft_with(person, kind)
    save(citizen, draft, "un", **typed, autre="avant")
    saved = kept(draft)["champ"]
    assert saved
    assert post(citizen, open_step(citizen, draft, "un"), autre="après").status_code == 302
    assert kept(draft) == {"champ": saved, "autre": "après"}
    page = open_step(citizen, draft, "un")
    form = {name: value for name, value in page.fields.items() if name not in typed}
    assert post(citizen, page, **{**form, **emptied}).status_code == 302
    left = kept(draft)["champ"]
    assert not left or set(left.values()) <= {"", "BE"}


def test_a_part_of_an_address_that_is_absent_stays(citizen, person):
    draft = draft_with(person, "address")
    typed = in_form("champ", ANSWERS["address"].typed)
    save(citizen, draft, "un", **typed)
    before = kept(draft)["champ"]
    post(citizen, open_step(citizen, draft, "un"), **{"champ-street": "Rue de Fer", "champ-box": ""})
    assert kept(draft)["champ"] == {**before, "street": "Rue de Fer", "box": ""}


def test_a_page_with_an_error_shows_what_was_absent_so_that_sending_it_again_keeps_it(citizen, person):
    draft = draft_of(person)
    save(citizen, draft, "vous", **VOUS)
    page = open_step(citizen, draft, "vous")
    hidden = {name: page.fields[name] for name in ("revision", "next_revision")}
    page = Page(citizen, page.url, citizen.post(page.url, {**hidden, "age": "douze"}))
    assert page.response.status_code == 200
    assert (page.fields["surnom"], page.fields["situation"]) == ("Lili", ["couple"])
    page.post("save")
    assert kept(draft, "vous") == VOUS | {"age": "douze"}


def test_a_form_sent_too_late_shows_what_is_saved_for_what_it_did_not_hold(citizen, person):
    draft = draft_of(person)
    save(citizen, draft, "vous", **VOUS)
    revision = StepAnswers.objects.get(dossier=draft).revision
    typed = TypedForm({"revision": [revision], "age": ["40"], "surnom": [""]})
    keep_form(actor=person, page=page_key(step_url(draft, "vous")), typed=typed)
    page = open_step(citizen, draft, "vous")
    assert (page.fields["age"], page.fields["surnom"], page.fields["situation"]) == ("40", "", ["couple"])
    page.post("save")
    assert kept(draft, "vous") == VOUS | {"age": "40", "surnom": ""}


def test_files_stay_when_their_question_is_not_in_the_request(citizen, person):
    draft = draft_of(person, version=publish(steps=[STEPS[3]]))
    open_step(citizen, draft, "pieces").post("save", facture=SimpleUploadedFile("f.pdf", pdf()))
    post(citizen, open_step(citizen, draft, "pieces"))
    assert Attachment.objects.current().count() == 1


@pytest.mark.parametrize("situation", ["seul", "couple"])
def test_what_a_condition_hides_keeps_its_answer(person, situation):
    citizen = Client()  # the page holds conditions, in which a checked client sees template code
    force_sign_in(citizen, person)
    fields = [
        STEPS[0]["fields"][3],
        question("gouts", "multiple_choice", options=OPTIONS, when={"situation": "couple"}),
        question("mot", when={"situation": "couple"}),
    ]
    draft = draft_of(person, version=publish(steps=[{"key": "un", "title": text("Un"), "fields": fields}]))
    save(citizen, draft, "un", situation="couple", gouts=["cave"], mot="oui")
    post(citizen, open_step(citizen, draft, "un"), situation=situation)
    assert kept(draft) == {"situation": situation, "gouts": ["cave"], "mot": "oui"}
