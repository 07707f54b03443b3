"""Addresses of the trash, and of what goes there and comes back."""

from django.urls import path

from dossiers.drafts import views

DOSSIER = "espace/<space:space>/dossiers/<uuid:dossier_id>/"

urlpatterns = [
    path("espace/<space:space>/corbeille/", views.trash, name="trash"),
    path(f"{DOSSIER}supprimer/", views.discard, name="discard"),
    path(f"{DOSSIER}restaurer/", views.restore, name="restore"),
    path(f"{DOSSIER}effacer/", views.empty, name="empty"),
]
