"""The officer has the sealed document of what his service decided, once it is made."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dossiers.decisions.document_services import make_decision_document
from dossiers.decisions.services import decide
from dossiers.handling.services import take_up
from dossiers.states import State
from monespace.sealing.pdf_seal import is_sealed
from tests.handling.factories import CaseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(at_work, officer, case):
    """A case that the officer has opened, taken up and decided."""
    at_work.post(reverse("admin:open_case", args=[case.pk]))
    take_up(actor=officer, dossier_id=case.pk)
    decide(actor=officer, dossier_id=case.pk, outcome=State.REFUSED, reasons="Le vélo n’est pas neuf.")
    return case


def test_the_officer_reads_that_it_is_being_made_then_has_it(at_work, decided):
    address = reverse("admin:case_decision_pdf", args=[decided.pk])
    page = reverse("admin:case", args=[decided.pk])
    before = at_work.get(page).content.decode()
    assert address in before
    assert "est en préparation" in before
    early = at_work.get(address)
    assert (early.status_code, early["Retry-After"]) == (202, "2")
    assert "À reprendre" in early.content.decode()
    make_decision_document(str(decided.pk))
    assert is_sealed(b"".join(at_work.get(address).streaming_content))
    assert "est en préparation" not in at_work.get(page).content.decode()


def test_it_opens_with_the_dossier_only(at_work, decided):
    address = reverse("admin:case_decision_pdf", args=[decided.pk])
    assert at_work.get(address).status_code == 202
    other = CaseFactory(dossier__state=State.REFUSED)
    closed = reverse("admin:case_decision_pdf", args=[other.pk])
    assert at_work.get(closed)["Location"] == reverse("admin:case", args=[other.pk])
    foreign = CaseFactory(dossier__state=State.REFUSED, service="autre-service")
    assert at_work.get(reverse("admin:case_decision_pdf", args=[foreign.pk])).status_code == 404


def test_a_case_that_is_not_decided_leads_to_its_page(at_work, case):
    at_work.post(reverse("admin:open_case", args=[case.pk]))
    address = reverse("admin:case_decision_pdf", args=[case.pk])
    assert at_work.get(address)["Location"] == reverse("admin:case", args=[case.pk])
    assert address not in at_work.get(reverse("admin:case", args=[case.pk])).content.decode()
