"""Addresses of the agents of services."""

from typing import Final

from django.urls import path

from helpdesk.service_members import views

MEMBERS: Final = "services/"

urlpatterns = [
    path(MEMBERS, views.service_members, name="service_members"),
    path(f"{MEMBERS}ajouter/", views.add_service_member, name="add_service_member"),
    path(f"{MEMBERS}<int:member_id>/terminer/", views.end_service_member, name="end_service_member"),
]
