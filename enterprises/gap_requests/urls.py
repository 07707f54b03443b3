"""Addresses of requests to become access manager, with documents."""

from typing import Final

from django.urls import path

from enterprises.gap_requests import views

REQUEST: Final = "espaces/mes-demandes/document/<uuid:request_id>/"

urlpatterns = [
    path("espaces/mon-entreprise/document/", views.ask_with_documents, name="ask_with_documents"),
    path(REQUEST, views.gap_request, name="gap_request"),
    path(f"{REQUEST}retirer/", views.withdraw_gap_request, name="withdraw_gap_request"),
    path(f"{REQUEST}documents/<uuid:document_id>/", views.gap_request_document, name="gap_request_document"),
]
