"""Addresses of sending a dossier and of its receipt."""

from django.urls import path

from dossiers.submission import views

urlpatterns = [
    path("espace/<space:space>/dossiers/<uuid:dossier_id>/soumettre/", views.submit, name="submit"),
    path("espace/<space:space>/dossiers/<uuid:dossier_id>/accuse/", views.receipt, name="receipt"),
]
