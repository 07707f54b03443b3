"""Addresses of an enterprise's mandates."""

from typing import Final

from django.urls import path

from enterprises.mandates import views

MANDATES: Final = "espace/<space:space>/mandats/"
MANDATE: Final = f"{MANDATES}<uuid:mandate_id>/"

urlpatterns = [
    path(MANDATES, views.mandates, name="mandates"),
    path(f"{MANDATES}nouveau/", views.propose, name="propose_mandate"),
    path(MANDATE, views.mandate, name="mandate"),
    path(f"{MANDATE}accepter/", views.accept, name="accept_mandate"),
    path(f"{MANDATE}refuser/", views.decline, name="decline_mandate"),
    path(f"{MANDATE}terminer/", views.end, name="end_mandate"),
]
