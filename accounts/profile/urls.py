"""Addresses of the profile."""

from django.urls import include, path

from accounts.profile import views

urlpatterns = [
    path("", views.profile, name="profile"),
    path("sessions/", include("accounts.sessions.urls")),
    path("bienvenue/", views.welcome, name="welcome"),
    path("e-mail/", views.email, name="email"),
    path("e-mail/code/", views.email_code, name="email_code"),
    path("e-mail/code/renvoyer/", views.email_resend, name="email_resend"),
    path("e-mail/annuler/", views.email_cancel, name="email_cancel"),
    path("e-mail/retirer/", views.email_remove, name="email_remove"),
]
