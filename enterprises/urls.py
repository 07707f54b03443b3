"""Addresses of the choice of spaces and of an enterprise's members."""

from django.urls import include, path

from enterprises import invitation_views, invitee_views, views

app_name = "enterprises"

urlpatterns = [
    path("espaces/", views.spaces, name="spaces"),
    path("espaces/mon-entreprise/", views.access_help, name="access_help"),
    path("espace/<space:space>/membres/", views.members, name="members"),
    path("espace/<space:space>/invitations/nouvelle/", invitation_views.invite, name="invite"),
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
    path("invitation/<str:token>/", invitee_views.invitation, name="invitation"),
    path("espace/<space:space>/mandats/", include("enterprises.mandate_urls")),
]
