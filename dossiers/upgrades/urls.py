"""The address that moves a draft to the newest version of its démarche."""

from django.urls import path

from dossiers.upgrades import views

urlpatterns = [
    path("espace/<space:space>/dossiers/<uuid:dossier_id>/nouvelle-version/", views.upgrade, name="upgrade"),
]
