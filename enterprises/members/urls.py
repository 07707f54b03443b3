"""Addresses of the accesses that people have in an enterprise."""

from typing import Final

from django.urls import path

from enterprises.members import views

SPACE: Final = "espace/<space:space>/"
MEMBERS: Final = f"{SPACE}membres/"

urlpatterns = [
    path(f"{MEMBERS}historique/", views.history, name="history"),
    path(f"{MEMBERS}export.csv", views.export, name="export"),
    path(f"{MEMBERS}<uuid:membership_id>/modifier/", views.change_access, name="change_access"),
    path(f"{MEMBERS}<uuid:membership_id>/terminer/", views.end_access, name="end_access"),
    path(f"{SPACE}mes-droits/", views.my_rights, name="my_rights"),
]
