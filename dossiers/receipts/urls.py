"""Addresses of the receipt: its page, and its sealed PDF."""

from django.urls import path

from dossiers.receipts import views

urlpatterns = [
    path("espace/<space:space>/dossiers/<uuid:dossier_id>/accuse/", views.receipt, name="receipt"),
    path("espace/<space:space>/dossiers/<uuid:dossier_id>/accuse.pdf", views.receipt_pdf, name="receipt_pdf"),
]
