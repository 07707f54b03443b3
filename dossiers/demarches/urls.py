"""Addresses of the catalogue: every démarche, and one page for each."""

from django.urls import path

from dossiers.demarches import views

urlpatterns = [
    path("demarches/", views.catalogue, name="catalogue"),
    path("demarches/<slug:slug>/", views.landing, name="landing"),
]
