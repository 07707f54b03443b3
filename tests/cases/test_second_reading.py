"""The pages of a second reading: proposed by one officer, read and confirmed by another."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dossiers.decisions.proposals.services import propose
from dossiers.handling.services import take_up
from dossiers.models import Decision, DecisionProposal
from dossiers.states import State
from tests.gap.test_pages import said, text
from tests.handling.factories import CaseFactory, make_officer
from tests.submission.definition import content
from tests.submission.factories import SubmissionFactory
from tests.support.client import force_sign_in

pytestmark = pytest.mark.django_db
REFUSAL = {"outcome": State.REFUSED, "reasons": "Le vélo a été acheté hors délai."}


@pytest.fixture
def case(db):
    version = {"dossier__demarche_version__content": content(second_reading=True)}
    return CaseFactory(dossier=SubmissionFactory(dossier__state=State.RECEIVED, **version).dossier)


def address(name, case):
    return reverse(f"admin:{name}", args=[case.pk])


def of_case(client, case):
    client.post(address("open_case", case))
    return text(client.get(address("case", case)))


def test_a_decision_goes_from_one_officer_to_another_and_to_the_person(client, at_work, officer, case):
    take_up(actor=officer, dossier_id=case.pk)
    page = address("decide_case", case)
    assert "Proposer la décision" in text(at_work.post(page, {**REFUSAL, "action": "preview"}))
    answer = at_work.post(page, {**REFUSAL, "action": "confirm"}, follow=True)
    assert "La décision est proposée" in " ".join(said(answer))
    assert not Decision.objects.exists()
    assert "un collègue doit la relire" in of_case(at_work, case)
    assert case.dossier.reference not in text(at_work.get(reverse("admin:cases"), {"onglet": "relire"}))
    assert at_work.get(address("confirm_decision", case)).url == address("case", case)

    force_sign_in(client, make_officer().user)
    assert case.dossier.reference in text(client.get(reverse("admin:cases"), {"onglet": "relire"}))
    assert "Une décision est proposée" in of_case(client, case)
    read = text(client.get(address("confirm_decision", case)))
    assert "Ce que la personne lira" in read
    assert REFUSAL["reasons"] in read
    sent = {"proposal_id": str(DecisionProposal.objects.get().pk)}
    assert "La décision est enregistrée." in " ".join(
        said(client.post(address("confirm_decision", case), sent, follow=True))
    )
    assert Decision.objects.get().outcome == State.REFUSED
    assert "Une décision est proposée" not in of_case(client, case)


def test_the_person_sees_nothing_of_a_proposal(client, officer, case):
    take_up(actor=officer, dossier_id=case.pk)
    propose(actor=officer, dossier_id=case.pk, **REFUSAL)
    force_sign_in(client, case.dossier.owner_user)
    page = client.get(reverse("dossiers:detail", kwargs={"space": "citoyen", "dossier_id": case.pk}))
    assert case.dossier.reference in text(page)
    assert "hors délai" not in text(page)
    assert "proposé" not in text(page)


def test_what_changed_meanwhile_or_is_ones_own_is_refused_with_the_reason(client, at_work, officer, case):
    colleague = make_officer()
    take_up(actor=officer, dossier_id=case.pk)
    read = propose(actor=colleague, dossier_id=case.pk, **REFUSAL)
    latest = propose(actor=colleague, dossier_id=case.pk, outcome=State.ACCEPTED, reasons="")
    page = address("confirm_decision", case)
    stale = at_work.post(page, {"proposal_id": str(read.pk)}, follow=True)
    assert "La proposition a changé" in " ".join(said(stale))
    force_sign_in(client, colleague.user)
    own = client.post(page, {"proposal_id": str(latest.pk)}, follow=True)
    assert "Vous avez proposé cette décision" in " ".join(said(own))
    assert not Decision.objects.exists()


def test_a_proposal_is_taken_back_or_changed(at_work, officer, case):
    take_up(actor=officer, dossier_id=case.pk)
    propose(actor=officer, dossier_id=case.pk, **REFUSAL)
    assert REFUSAL["reasons"] in text(at_work.get(address("decide_case", case)))
    answer = at_work.post(address("take_back_proposal", case), follow=True)
    assert "La proposition est retirée." in " ".join(said(answer))
    assert "Une décision est proposée" not in of_case(at_work, case)


@pytest.mark.parametrize(("name", "method"), [("confirm_decision", "get"), ("take_back_proposal", "post")])
def test_a_dossier_of_another_service_does_not_exist(at_work, case, name, method):
    assert getattr(at_work, method)(address(name, case)).status_code == 302
    foreign = CaseFactory(service="autre-service")
    assert getattr(at_work, method)(address(name, foreign)).status_code == 404
