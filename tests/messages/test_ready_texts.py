"""Texts that a service keeps ready: of its own officers, in four languages, filled in for one dossier."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from dossiers.handling.errors import NotOfService
from dossiers.messages.errors import NoDueDay, TitleTaken, UnknownPlaceholder
from dossiers.messages.selectors import templates_for
from dossiers.messages.template_services import add_template, change_template, end_template, text_for
from dossiers.models import DossierDeadline, MessageTemplate
from monespace.common.errors import NotVisible
from monespace.journal.models import Event
from tests.handling.factories import SERVICE, CaseFactory, make_officer

pytestmark = pytest.mark.django_db

TEXTS = {
    "fr": "Votre dossier {reference} ({demarche}) : réponse avant le {echeance}.",
    "de": "Ihre Akte {reference} ({demarche}): Antwort vor dem {echeance}.",
    "nl": "Uw dossier {reference} ({demarche}): antwoord voor {echeance}.",
    "en": "Your case {reference} ({demarche}): answer before {echeance}.",
}


def add(officer, title="Rappel", texts=TEXTS, service=SERVICE):
    return add_template(actor=officer, service=service, title=title, texts=texts)


def test_a_text_is_filled_in_for_the_dossier_in_its_language(officer):
    template = add(officer)
    case, french = CaseFactory(dossier__language="de"), CaseFactory()
    day = date(2027, 3, 1)
    for one in (case, french):
        DossierDeadline.objects.create(dossier=one.dossier, received_on=day, due_on=day)
    said = text_for(actor=officer, template_id=template.pk, dossier_id=case.pk)
    assert said == f"Ihre Akte {case.dossier.reference} (Probeprämie): Antwort vor dem 1. März 2027."
    assert "1er mars 2027" in text_for(actor=officer, template_id=template.pk, dossier_id=french.pk)


def test_a_text_about_a_due_day_needs_one(officer, case):
    with pytest.raises(NoDueDay):
        text_for(actor=officer, template_id=add(officer).pk, dossier_id=case.pk)
    plain = add(officer, "Sans échéance", dict.fromkeys(TEXTS, "Bonjour {reference}"))
    assert (
        text_for(actor=officer, template_id=plain.pk, dossier_id=case.pk)
        == f"Bonjour {case.dossier.reference}"
    )


@pytest.mark.parametrize(
    "wrong", ["{nom}", "{Reference}", "{ reference }", "{", "a } b", "{{reference}}", "{reference"]
)
def test_unknown_words_between_braces_are_refused(officer, wrong):
    template = add(officer)
    with pytest.raises(UnknownPlaceholder):
        add(officer, "Autre", TEXTS | {"nl": f"Dag {wrong}"})
    with pytest.raises(UnknownPlaceholder):
        change_template(actor=officer, template_id=template.pk, title="Autre", texts={"fr": wrong})
    assert MessageTemplate.objects.get().text_fr == TEXTS["fr"]


def test_titles_are_one_per_service_among_those_in_use(officer):
    template = add(officer)
    with pytest.raises(TitleTaken):
        add(officer)
    assert add(make_officer("another"), service="another").title == template.title
    end_template(actor=officer, template_id=template.pk)
    assert add(officer).pk != template.pk
    assert [one.service for one in templates_for(officer)] == [SERVICE]


def test_only_officers_of_the_service_of_now_touch_its_texts(officer, case):
    template, other = add(officer), make_officer("another")
    with pytest.raises(NotOfService):
        add(other, "Autre")
    assert not templates_for(other)
    for attempt in (
        lambda: change_template(actor=other, template_id=template.pk, title="X", texts=TEXTS),
        lambda: end_template(actor=other, template_id=template.pk),
        lambda: text_for(actor=other, template_id=template.pk, dossier_id=case.pk),
        lambda: end_template(actor=officer, template_id=uuid4()),
    ):
        with pytest.raises(NotVisible):
            attempt()
    change_template(actor=officer, template_id=template.pk, title="Rappel poli", texts=TEXTS)
    end_template(actor=officer, template_id=template.pk)
    tags = [event.tag for event in Event.objects.about(template)]
    assert tags == ["message_template.added", "message_template.changed", "message_template.ended"]
    officer.user.service_memberships.all().delete()
    with pytest.raises(NotOfService):
        add(officer, "Après")
