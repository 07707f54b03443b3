"""Addresses of sign-in, sign-out and the profile."""

from django.urls import include, path

from accounts import views

app_name = "accounts"

urlpatterns = [
    path("connexion/", views.sign_in, name="sign_in"),
    path("deconnexion/", views.sign_out, name="sign_out"),
    path("langue/", views.set_language, name="set_language"),
    path("profil/", include("accounts.profile.urls")),
    path("session.json", views.session_state, name="session_state"),
    path("accounts/saml/fas/", include("accounts.saml.urls")),
]
