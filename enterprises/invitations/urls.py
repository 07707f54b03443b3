"""Addresses of invitations: for who sends them, and for who is invited."""

from typing import Final

from django.urls import path

from enterprises.invitations import invitee_views, views

INVITATIONS: Final = "espace/<space:space>/invitations/"
INVITATION: Final = f"{INVITATIONS}<uuid:invitation_id>/"

urlpatterns = [
    path(f"{INVITATIONS}nouvelle/", views.invite, name="invite"),
    path(f"{INVITATION}renvoyer/", views.resend_invitation, name="resend_invitation"),
    path(f"{INVITATION}annuler/", views.revoke_invitation, name="revoke_invitation"),
    path(f"{INVITATION}confirmer/", views.settle_invitation, name="settle_invitation"),
    path("invitation/<str:token>/", invitee_views.invitation, name="invitation"),
]
