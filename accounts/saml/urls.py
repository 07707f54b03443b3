"""Addresses of the SAML service provider; the federation knows them by heart."""

from django.urls import path

from accounts.saml.flow import views
from accounts.saml.logout import views as logout_views

urlpatterns = [
    path("login/", views.login, name="saml_login"),
    path("acs/", views.acs, name="saml_acs"),
    path("acs/finish/", views.finish, name="saml_acs_finish"),
    path("sls/", logout_views.sls, name="saml_sls"),
    path("metadata/", views.metadata, name="saml_metadata"),
]
