"""Address of the sealed document of a decision."""

from django.urls import path

from dossiers.decisions import views

urlpatterns = [
    path(
        "espace/<space:space>/dossiers/<uuid:dossier_id>/decision.pdf",
        views.decision_pdf,
        name="decision_pdf",
    ),
]
