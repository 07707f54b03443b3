"""The address that begins a request with the answers of a sent dossier."""

from django.urls import path

from dossiers.again import views

urlpatterns = [
    path("espace/<space:space>/dossiers/<uuid:dossier_id>/refaire/", views.again, name="again"),
]
