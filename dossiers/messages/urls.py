"""Addresses of the conversations of a space, and of that of one dossier."""

from typing import Final

from django.urls import path

from dossiers.messages import views

MESSAGES: Final = "espace/<space:space>/dossiers/<uuid:dossier_id>/messages/"

urlpatterns = [
    path("espace/<space:space>/messages/", views.conversations, name="conversations"),
    path(MESSAGES, views.conversation, name="conversation"),
    path(f"{MESSAGES}lus/", views.mark_read, name="mark_read"),
    path(
        f"{MESSAGES}<uuid:message_id>/documents/<uuid:document_id>/",
        views.message_document,
        name="message_document",
    ),
]
