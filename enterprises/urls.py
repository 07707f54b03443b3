"""Addresses of the choice of spaces, and of how an enterprise's accesses are had and managed."""

from django.urls import include, path

from enterprises import (
    answer_views,
    gap_request_views,
    gap_views,
    history_views,
    invitation_views,
    invitee_views,
    member_views,
    proposal_views,
    representative_views,
    request_views,
    views,
)
from enterprises.invitation_lists import views as list_views

app_name = "enterprises"

MINE = "espaces/mon-entreprise/"
ENTERPRISE = f"{MINE}<bce:number>/"
GAP = "espace/<space:space>/gap/"
DOCUMENTS = "espaces/mes-demandes/document/<uuid:request_id>/"

urlpatterns = [
    path("espaces/", views.spaces, name="spaces"),
    path(MINE, views.access_help, name="access_help"),
    path(f"{MINE}representant/", representative_views.represent, name="represent"),
    path(f"{ENTERPRISE}representant/", representative_views.representation, name="representation"),
    path(f"{ENTERPRISE}designer/", representative_views.designate, name="designate"),
    path(f"{ENTERPRISE}designer/moi/", representative_views.designate_self, name="designate_self"),
    path(f"{ENTERPRISE}designer/collegue/", representative_views.designate_colleague, name="colleague"),
    path(
        f"{ENTERPRISE}designer/<uuid:designation_id>/fin/",
        representative_views.end_gap,
        name="end_gap",
    ),
    path(
        f"{ENTERPRISE}propositions/<uuid:proposal_id>/confirmer/",
        representative_views.confirm_proposal,
        name="confirm_proposal",
    ),
    path(
        f"{ENTERPRISE}propositions/<uuid:proposal_id>/annuler/",
        representative_views.cancel_proposal,
        name="cancel_proposal",
    ),
    path(f"{MINE}document/", gap_request_views.ask_with_documents, name="ask_with_documents"),
    path(DOCUMENTS, gap_request_views.gap_request, name="gap_request"),
    path(f"{DOCUMENTS}retirer/", gap_request_views.withdraw_gap_request, name="withdraw_gap_request"),
    path(
        f"{DOCUMENTS}documents/<uuid:document_id>/",
        gap_request_views.gap_request_document,
        name="gap_request_document",
    ),
    path(f"{MINE}chercher/", request_views.find, name="find"),
    path(f"{ENTERPRISE}demande/", request_views.request_access, name="request_access"),
    path("espaces/mes-demandes/", request_views.my_requests, name="my_requests"),
    path(
        "espaces/mes-demandes/<uuid:request_id>/retirer/",
        request_views.withdraw_request,
        name="withdraw_request",
    ),
    path("espace/<space:space>/demandes/", answer_views.requests, name="requests"),
    path(
        "espace/<space:space>/demandes/<uuid:request_id>/", answer_views.answer_request, name="answer_request"
    ),
    path("designation/<str:token>/", proposal_views.proposal, name="proposal"),
    path("espace/<space:space>/membres/", views.members, name="members"),
    path("espace/<space:space>/membres/historique/", history_views.history, name="history"),
    path("espace/<space:space>/membres/export.csv", history_views.export, name="export"),
    path("espace/<space:space>/invitations/nouvelle/", invitation_views.invite, name="invite"),
    path("espace/<space:space>/invitations/plusieurs/", list_views.invite_list, name="invite_list"),
    path("espace/<space:space>/invitations/exemple.csv", list_views.example, name="invite_example"),
    path(
        "espace/<space:space>/invitations/<uuid:invitation_id>/renvoyer/",
        invitation_views.resend_invitation,
        name="resend_invitation",
    ),
    path(
        "espace/<space:space>/invitations/<uuid:invitation_id>/annuler/",
        invitation_views.revoke_invitation,
        name="revoke_invitation",
    ),
    path(
        "espace/<space:space>/invitations/<uuid:invitation_id>/confirmer/",
        invitation_views.settle_invitation,
        name="settle_invitation",
    ),
    path(
        "espace/<space:space>/membres/<uuid:membership_id>/modifier/",
        member_views.change_access,
        name="change_access",
    ),
    path(
        "espace/<space:space>/membres/<uuid:membership_id>/terminer/",
        member_views.end_access,
        name="end_access",
    ),
    path("espace/<space:space>/mes-droits/", member_views.my_rights, name="my_rights"),
    path("invitation/<str:token>/", invitee_views.invitation, name="invitation"),
    path("espace/<space:space>/mandats/", include("enterprises.mandate_urls")),
    path(GAP, gap_views.gap, name="gap"),
    path(f"{GAP}co-gap/", gap_views.propose_co_gap, name="propose_co_gap"),
    path(f"{GAP}renoncer/", gap_views.resign, name="resign"),
    path(f"{GAP}<uuid:designation_id>/fin/", gap_views.end_co_gap, name="end_co_gap"),
    path(f"{GAP}propositions/<uuid:proposal_id>/confirmer/", gap_views.confirm_co_gap, name="confirm_co_gap"),
    path(f"{GAP}propositions/<uuid:proposal_id>/annuler/", gap_views.cancel_co_gap, name="cancel_co_gap"),
]
