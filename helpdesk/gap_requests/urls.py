"""Addresses of requests with documents, for agents."""

from typing import Final

from django.urls import path

from helpdesk.gap_requests import views

REQUESTS: Final = "demandes-sur-document/"
REQUEST: Final = f"{REQUESTS}<uuid:request_id>/"

urlpatterns = [
    path(REQUESTS, views.gap_requests, name="gap_requests"),
    path(REQUEST, views.gap_request, name="gap_request"),
    path(f"{REQUEST}ouvrir/", views.open_gap_request, name="open_gap_request"),
    path(f"{REQUEST}accepter/", views.grant_gap_request, name="grant_gap_request"),
    path(f"{REQUEST}refuser/", views.refuse_gap_request, name="refuse_gap_request"),
    path(f"{REQUEST}documents/<uuid:document_id>/", views.gap_request_document, name="gap_request_document"),
]
