"""Dossiers that were just decided, and the document of the decision."""

from __future__ import annotations

from django.urls import reverse

from dossiers.decisions.document_services import make_decision_document
from dossiers.decisions.services import decide
from dossiers.models import DecisionDocument, Dossier
from dossiers.states import State
from tests.handling.factories import CaseFactory, make_officer
from tests.sealing.documents import words_of
from tests.submission.factories import SubmissionFactory

REASONS = "Le vélo n’est pas neuf.\n\nIl a été acheté <avant> le 1er janvier & #payé."


def url(dossier, space="citoyen"):
    return reverse("dossiers:decision_pdf", kwargs={"space": space, "dossier_id": dossier.pk})


def content_of(response) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def decided(outcome=State.REFUSED, reasons=REASONS, **changes):
    """Return a dossier on which a service has just decided; nothing of what follows has run."""
    submission = SubmissionFactory(dossier__state=State.IN_PROGRESS, **changes)
    CaseFactory(dossier=submission.dossier)
    decide(actor=make_officer(), dossier_id=submission.dossier.pk, outcome=outcome, reasons=reasons)
    return Dossier.objects.get(pk=submission.dossier.pk)


def made(dossier) -> bytes:
    """Make the document and return what is kept of it."""
    make_decision_document(str(dossier.pk))
    with DecisionDocument.objects.get(dossier=dossier).document.file.open("rb") as file:
        return file.read()


def plain(pdf: bytes) -> str:
    shown = words_of(pdf).replace("\u200b", "").replace("\ufffe", "")
    return " ".join(shown.split())
