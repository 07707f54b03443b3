"""Addresses of an enterprise's mandates."""

from django.urls import path

from enterprises import mandate_views

urlpatterns = [
    path("", mandate_views.mandates, name="mandates"),
    path("nouveau/", mandate_views.propose, name="propose_mandate"),
    path("<uuid:mandate_id>/", mandate_views.mandate, name="mandate"),
    path("<uuid:mandate_id>/accepter/", mandate_views.accept, name="accept_mandate"),
    path("<uuid:mandate_id>/refuser/", mandate_views.decline, name="decline_mandate"),
    path("<uuid:mandate_id>/terminer/", mandate_views.end, name="end_mandate"),
]
