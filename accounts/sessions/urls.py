"""Addresses of a person's own sessions."""

from django.urls import path

from accounts.sessions import views

urlpatterns = [
    path("", views.sessions, name="sessions"),
    path("terminer-les-autres/", views.end_others, name="sessions_end_others"),
    path("<uuid:session_id>/terminer/", views.end, name="sessions_end"),
]
