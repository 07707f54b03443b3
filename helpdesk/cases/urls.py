"""Addresses of the case officers' workspace."""

from django.urls import path

from helpdesk.cases import complement_views, decision_views, message_views, note_views, proposal_views, views
from helpdesk.cases.batch.urls import urlpatterns as batch
from helpdesk.cases.message_templates.urls import urlpatterns as message_templates

urlpatterns = [
    *batch,
    *message_templates,
    path("traitement/", views.cases, name="cases"),
    path("traitement/trouver/", views.find_case, name="find_case"),
    path("traitement/<uuid:dossier_id>/", views.case, name="case"),
    path("traitement/<uuid:dossier_id>/ouvrir/", views.open_case, name="open_case"),
    path("traitement/<uuid:dossier_id>/prendre/", views.take_up_case, name="take_up_case"),
    path("traitement/<uuid:dossier_id>/attribuer/", views.assign_case, name="assign_case"),
    path("traitement/<uuid:dossier_id>/decision/", decision_views.decide_case, name="decide_case"),
    path(
        "traitement/<uuid:dossier_id>/decision.pdf",
        decision_views.case_decision_pdf,
        name="case_decision_pdf",
    ),
    path(
        "traitement/<uuid:dossier_id>/decision/documents/<uuid:document_id>/",
        decision_views.case_decision_attachment,
        name="case_decision_attachment",
    ),
    path(
        "traitement/<uuid:dossier_id>/decision/confirmer/",
        proposal_views.confirm_decision,
        name="confirm_decision",
    ),
    path(
        "traitement/<uuid:dossier_id>/decision/retirer/",
        proposal_views.take_back_proposal,
        name="take_back_proposal",
    ),
    path("traitement/<uuid:dossier_id>/notes/", note_views.case_notes, name="case_notes"),
    path("traitement/<uuid:dossier_id>/complement/", complement_views.ask_complement, name="ask_complement"),
    path(
        "traitement/<uuid:dossier_id>/complements/<uuid:request_id>/annuler/",
        complement_views.cancel_complement,
        name="cancel_complement",
    ),
    path("traitement/<uuid:dossier_id>/messages/", message_views.case_conversation, name="case_conversation"),
    path("traitement/<uuid:dossier_id>/messages/lus/", message_views.mark_case_read, name="mark_case_read"),
    path(
        "traitement/<uuid:dossier_id>/messages/<uuid:message_id>/documents/<uuid:document_id>/",
        message_views.case_message_document,
        name="case_message_document",
    ),
    path(
        "traitement/<uuid:dossier_id>/documents/<uuid:document_id>/",
        views.case_document,
        name="case_document",
    ),
]
