"""Addresses of « Suis-je concerné ? »."""

from django.urls import path

from dossiers.eligibility import views

urlpatterns = [
    path("demarches/<slug:slug>/suis-je-concerne/", views.check, name="eligibility"),
    path("demarches/<slug:slug>/suis-je-concerne/commencer/", views.begin, name="eligibility_begin"),
]
