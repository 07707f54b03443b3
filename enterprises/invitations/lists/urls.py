"""Addresses of inviting several people at once."""

from typing import Final

from django.urls import path

from enterprises.invitations.lists import views

INVITATIONS: Final = "espace/<space:space>/invitations/"

urlpatterns = [
    path(f"{INVITATIONS}plusieurs/", views.invite_list, name="invite_list"),
    path(f"{INVITATIONS}exemple.csv", views.example, name="invite_example"),
]
