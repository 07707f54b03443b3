"""Addresses of the pages about where systems are told what happens."""

from typing import Final

from django.urls import path

from helpdesk.webhooks import secret_views, views

ENDPOINT: Final = "webhooks/<uuid:endpoint_id>/"

urlpatterns = [
    path("systemes/<uuid:client_id>/webhooks/ajouter/", views.new_endpoint, name="new_endpoint"),
    path(ENDPOINT, views.endpoint, name="endpoint"),
    path(f"{ENDPOINT}modifier/", views.change_endpoint, name="change_endpoint"),
    path(f"{ENDPOINT}desactiver/", views.disable_endpoint, name="disable_endpoint"),
    path(f"{ENDPOINT}activer/", views.enable_endpoint, name="enable_endpoint"),
    path(f"{ENDPOINT}rejouer/", views.replay_events, name="replay_events"),
    path(f"{ENDPOINT}relancer/", views.retry_events, name="retry_events"),
    path(f"{ENDPOINT}secrets/ajouter/", secret_views.add_endpoint_secret, name="add_endpoint_secret"),
    path(
        f"{ENDPOINT}secrets/<uuid:secret_id>/terminer/",
        secret_views.end_endpoint_secret,
        name="end_endpoint_secret",
    ),
]
