"""Addresses of retention, for agents."""

from typing import Final

from django.urls import path

from helpdesk.retention import views

RETENTION: Final = "effacements/"

urlpatterns = [
    path(RETENTION, views.retention, name="retention"),
    path(f"{RETENTION}<uuid:hold_id>/fin/", views.end_hold, name="end_hold"),
    path("dossiers/<uuid:dossier_id>/garder/", views.hold_dossier, name="hold_dossier"),
]
