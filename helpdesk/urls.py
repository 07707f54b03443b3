"""Addresses of the agents' own pages, below /admin/."""

from django.urls import path

from helpdesk import views

urlpatterns = [
    path("", views.index, name="index"),
    path("recherche/", views.search, name="search"),
    path("dossiers/<uuid:dossier_id>/", views.dossier, name="dossier"),
    path("dossiers/<uuid:dossier_id>/ouvrir/", views.open_dossier, name="open_dossier"),
    path("consultations/", views.consultations, name="consultations"),
    path("a-reprendre/", views.failures, name="failures"),
    path("a-reprendre/messages/<int:message_id>/", views.retry_message, name="retry_message"),
    path("a-reprendre/livraisons/<uuid:delivery_id>/", views.retry_delivery, name="retry_delivery"),
]
