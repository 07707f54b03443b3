"""Addresses of the agents' own pages, below /admin/."""

from django.urls import path

from helpdesk import enterprise_views, gap_request_views, views

GAP_REQUEST = "demandes-sur-document/<uuid:request_id>/"

urlpatterns = [
    path("", views.index, name="index"),
    path("recherche/", views.search, name="search"),
    path("dossiers/<uuid:dossier_id>/", views.dossier, name="dossier"),
    path("dossiers/<uuid:dossier_id>/ouvrir/", views.open_dossier, name="open_dossier"),
    path("entreprises/", enterprise_views.enterprises, name="enterprises"),
    path("entreprises/<bce:number>/", enterprise_views.enterprise, name="enterprise"),
    path("entreprises/<bce:number>/ouvrir/", enterprise_views.open_enterprise, name="open_enterprise"),
    path("demandes-sur-document/", gap_request_views.gap_requests, name="gap_requests"),
    path(GAP_REQUEST, gap_request_views.gap_request, name="gap_request"),
    path(f"{GAP_REQUEST}ouvrir/", gap_request_views.open_gap_request, name="open_gap_request"),
    path(f"{GAP_REQUEST}accepter/", gap_request_views.grant_gap_request, name="grant_gap_request"),
    path(f"{GAP_REQUEST}refuser/", gap_request_views.refuse_gap_request, name="refuse_gap_request"),
    path(
        f"{GAP_REQUEST}documents/<uuid:document_id>/",
        gap_request_views.gap_request_document,
        name="gap_request_document",
    ),
    path("consultations/", views.consultations, name="consultations"),
    path("a-reprendre/", views.failures, name="failures"),
    path("a-reprendre/messages/<int:message_id>/", views.retry_message, name="retry_message"),
    path("a-reprendre/livraisons/<uuid:delivery_id>/", views.retry_delivery, name="retry_delivery"),
]
