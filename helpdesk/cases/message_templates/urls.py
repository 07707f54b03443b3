"""Addresses of the texts that a service keeps ready."""

from typing import Final

from django.urls import path

from helpdesk.cases.message_templates import views

TEMPLATES: Final = "traitement/modeles/"

urlpatterns = [
    path(TEMPLATES, views.message_templates, name="message_templates"),
    path(f"{TEMPLATES}nouveau/", views.new_message_template, name="new_message_template"),
    path(f"{TEMPLATES}<uuid:template_id>/", views.message_template, name="message_template"),
    path(f"{TEMPLATES}<uuid:template_id>/retirer/", views.end_message_template, name="end_message_template"),
]
