"""The address of sending a dossier."""

from django.urls import path

from dossiers.submission import views

urlpatterns = [
    path("espace/<space:space>/dossiers/<uuid:dossier_id>/soumettre/", views.submit, name="submit"),
]
