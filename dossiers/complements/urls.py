"""Addresses of what a service asks, and of the answer."""

from django.urls import path

from dossiers.complements import items, views

REQUEST = "espace/<space:space>/dossiers/<uuid:dossier_id>/complements/<uuid:request_id>/"

urlpatterns = [
    path(REQUEST, views.complement, name="complement"),
    path(f"{REQUEST}accuse.pdf", views.complement_receipt, name="complement_receipt"),
    path(f"{REQUEST}etapes/<slug:step>/", views.complement_step, name="complement_step"),
    path(f"{REQUEST}etapes/<slug:step>/questions/", views.complement_questions, name="complement_questions"),
    path(f"{REQUEST}etapes/<slug:step>/documents/", views.complement_documents, name="complement_documents"),
    path(f"{REQUEST}etapes/<slug:step>/<place:place>/", items.complement_item, name="complement_item"),
    path(
        f"{REQUEST}etapes/<slug:step>/<place:place>/questions/",
        items.complement_item_questions,
        name="complement_item_questions",
    ),
    path(f"{REQUEST}recapitulatif/", views.complement_review, name="complement_review"),
    path(f"{REQUEST}envoyer/", views.send_complement, name="send_complement"),
]
