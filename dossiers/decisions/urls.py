"""Addresses of the sealed document of a decision, and of what goes with it."""

from django.urls import path

from dossiers.decisions import views

urlpatterns = [
    path(
        "espace/<space:space>/dossiers/<uuid:dossier_id>/decision.pdf",
        views.decision_pdf,
        name="decision_pdf",
    ),
    path(
        "espace/<space:space>/dossiers/<uuid:dossier_id>/decision/documents/<uuid:document_id>/",
        views.decision_attachment,
        name="decision_attachment",
    ),
]
