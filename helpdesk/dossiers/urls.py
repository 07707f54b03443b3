"""Addresses of dossiers, for agents."""

from django.urls import path

from helpdesk.dossiers import views

urlpatterns = [
    path("recherche/", views.search, name="search"),
    path("dossiers/<uuid:dossier_id>/", views.dossier, name="dossier"),
    path("dossiers/<uuid:dossier_id>/ouvrir/", views.open_dossier, name="open_dossier"),
]
