"""Addresses of signatures: asking for them, giving one, and what a person signed."""

from django.urls import path

from dossiers.cosigning import signatory_views, views

DOSSIER = "espace/<space:space>/dossiers/<uuid:dossier_id>/signatures/"

urlpatterns = [
    path(DOSSIER, views.request_signatures, name="request_signatures"),
    path(f"{DOSSIER}annuler/", views.recall, name="recall_signatures"),
    path(f"{DOSSIER}<uuid:signatory_id>/", views.send_again, name="send_again"),
    path("signature/<str:token>/", signatory_views.sign, name="sign"),
    path(
        "signature/<str:token>/documents/<uuid:document_id>/",
        signatory_views.document_to_sign,
        name="document_to_sign",
    ),
    path("espace/citoyen/signatures/", signatory_views.signatures, name="signatures"),
    path("espace/citoyen/signatures/<uuid:signatory_id>/", signatory_views.signature, name="signature"),
    path(
        "espace/citoyen/signatures/<uuid:signatory_id>/documents/<uuid:document_id>/",
        signatory_views.signed_document,
        name="signed_document",
    ),
]
