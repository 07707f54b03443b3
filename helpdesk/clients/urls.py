"""Addresses of the systems of services."""

from typing import Final

from django.urls import path

from helpdesk.clients import views

CLIENTS: Final = "systemes/"
CLIENT: Final = f"{CLIENTS}<uuid:client_id>/"

urlpatterns = [
    path(CLIENTS, views.clients, name="clients"),
    path(f"{CLIENTS}relier/", views.new_client, name="new_client"),
    path(CLIENT, views.client, name="client"),
    path(f"{CLIENT}modifier/", views.change_client, name="change_client"),
    path(f"{CLIENT}secrets/ajouter/", views.add_client_secret, name="add_client_secret"),
    path(f"{CLIENT}secrets/<uuid:secret_id>/terminer/", views.end_client_secret, name="end_client_secret"),
    path(f"{CLIENT}desactiver/", views.disable_client, name="disable_client"),
]
