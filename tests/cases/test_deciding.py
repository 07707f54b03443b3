"""A case officer writes a decision, reads it as the person will and confirms it: one decision is made."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from dossiers.decisions.models import LONGEST_REASONS, Decision
from dossiers.decisions.services import decide
from dossiers.handling.services import take_up
from dossiers.states import State
from tests.filling.browser import Page
from tests.gap.test_pages import said, text
from tests.handling.factories import CaseFactory, make_officer
from tests.support.client import force_sign_in
from tests.support.pages import parse

pytestmark = pytest.mark.django_db
REFUSAL = {"outcome": State.REFUSED, "reasons": "Le vélo a été acheté hors délai.\n\nVoyez l’article 3."}


@pytest.fixture
def page(officer, case):
    take_up(actor=officer, dossier_id=case.pk)
    return reverse("admin:decide_case", args=[case.pk])


def test_a_decision_is_read_before_it_is_made(at_work, case, page):
    preview = text(at_work.post(page, {**REFUSAL, "action": "preview"}))
    assert "Ce que la personne lira" in preview
    assert "Le vélo a été acheté hors délai. Voyez l’article 3." in preview
    assert "Si vous n’êtes pas d’accord" in preview
    assert not Decision.objects.exists()
    made = at_work.post(page, {**REFUSAL, "action": "confirm"}, follow=True)
    assert "La décision est enregistrée." in " ".join(said(made))
    decision = Decision.objects.get(dossier=case.dossier)
    assert (decision.outcome, decision.reasons) == (State.REFUSED, REFUSAL["reasons"])
    case.refresh_from_db()
    assert case.state == State.REFUSED


def test_reasons_that_a_refusal_needs_are_not_called_optional(at_work, page):
    fields = parse(at_work.get(page).content.decode()).iterfind(".//*[@data-kind]")
    labels = {field.get("data-field"): "".join(field.itertext()) for field in fields}
    assert "Motifs" in labels["reasons"]
    assert "facultatif" not in labels["reasons"]


def test_the_text_can_be_changed_after_reading_it(at_work, page):
    again = text(at_work.post(page, {**REFUSAL, "action": "change"}))
    assert "Relire la décision" in again
    assert "Voyez l’article 3." in again
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        pytest.param({"reasons": "Tout est en ordre."}, "Choisissez la décision.", id="no outcome"),
        pytest.param({"outcome": State.REFUSED, "reasons": "  "}, "Indiquez les motifs", id="no reasons"),
        pytest.param(
            {"outcome": State.DRAFT, "reasons": "x"}, "Sélectionnez un choix valide", id="no such outcome"
        ),
        pytest.param(
            {"outcome": State.REFUSED, "reasons": "x" * (LONGEST_REASONS + 1)}, "10000", id="too long"
        ),
    ],
)
@pytest.mark.parametrize("action", ["preview", "confirm"])
def test_what_is_missing_is_said_and_nothing_typed_is_lost(at_work, page, sent, message, action):
    answer = at_work.post(page, {**sent, "action": action})
    assert answer.status_code == 422
    assert message in text(answer)
    assert sent["reasons"].strip() in text(answer)
    assert not Decision.objects.exists()


def test_everything_accepted_needs_no_reasons(at_work, case, page):
    at_work.post(page, {"outcome": State.ACCEPTED, "reasons": "", "action": "confirm"})
    assert Decision.objects.get(dossier=case.dossier).outcome == State.ACCEPTED


def test_the_second_of_two_decisions_is_refused_and_its_text_kept(at_work, case, page):
    decide(actor=make_officer(), dossier_id=case.pk, outcome=State.ACCEPTED, reasons="")
    answer = at_work.post(page, {**REFUSAL, "action": "confirm"})
    assert "Ce dossier est déjà décidé." in text(answer)
    assert "Voyez l’article 3." in text(answer)
    assert Decision.objects.get(dossier=case.dossier).outcome == State.ACCEPTED


def test_the_decision_being_read_stays_in_another_language_and_after_the_session(at_work, officer, page):
    reading = Page(at_work, page, at_work.post(page, {**REFUSAL, "action": "preview"}))
    buttons = reading.root.findall(".//header//button[@name='page_language']")
    assert {one.get("form") for one in buttons} == {reading.form.get("id")}
    switched = Page(at_work, page, at_work.post(page, {**reading.fields, "page_language": "de"}))
    assert switched.root.get("lang") == "de"
    assert switched.fields["reasons"] == REFUSAL["reasons"]
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=True):
        late = at_work.post(page, {**reading.fields, "action": "confirm"})
        assert "/connexion/" in late["Location"]
        force_sign_in(at_work, officer.user, level=500, method="eid")
        again = Page(at_work, page, at_work.get(page))
        assert again.fields["reasons"] == REFUSAL["reasons"]
    assert not Decision.objects.exists()


def test_an_officer_who_leaves_the_service_while_writing_can_copy_the_reasons(at_work, officer, page):
    writing = Page(at_work, page, at_work.get(page))
    officer.user.service_memberships.all().delete()
    refused = at_work.post(page, {**writing.fields, **REFUSAL, "action": "confirm"})
    assert refused.status_code == 404
    assert "Voyez l’article 3." in text(refused)
    assert not Decision.objects.exists()


def test_what_nobody_has_taken_up_leads_back_to_the_dossier(at_work):
    case = CaseFactory()
    answer = at_work.get(reverse("admin:decide_case", args=[case.pk]))
    assert answer.url == reverse("admin:case", args=[case.pk])


def test_a_dossier_of_another_service_cannot_be_decided(at_work, page):
    assert at_work.get(page).status_code == 200
    foreign = CaseFactory(service="autre-service", dossier__state=State.IN_PROGRESS)
    address = reverse("admin:decide_case", args=[foreign.pk])
    assert at_work.get(address).status_code == 404
    assert at_work.post(address, {**REFUSAL, "action": "confirm"}).status_code == 404
