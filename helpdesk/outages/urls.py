"""Addresses of outages, for agents."""

from typing import Final

from django.urls import path

from helpdesk.outages import views

OUTAGES: Final = "pannes/"

urlpatterns = [
    path(OUTAGES, views.outages, name="outages"),
    path(f"{OUTAGES}nouvelle/", views.new_outage, name="new_outage"),
]
