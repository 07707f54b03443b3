"""Addresses of the catalogue: every démarche, and two pages for each."""

from django.urls import path

from dossiers.demarches import views

urlpatterns = [
    path("demarches/", views.catalogue, name="catalogue"),
    path("demarches/<slug:slug>/", views.landing, name="landing"),
    path("demarches/<slug:slug>/questions/", views.questions, name="all_questions"),
]
