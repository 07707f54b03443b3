"""Addresses of the simulated federal authentication service."""

from django.urls import path

from monespace.simulators.fas import logout, views

app_name = "fas"
urlpatterns = [
    path("", views.home, name="home"),
    path("metadata/", views.metadata, name="metadata"),
    path("sso/", views.sso, name="sso"),
    path("reponse/", views.answer, name="answer"),
    path("slo/", logout.slo, name="slo"),
    path("session/", logout.sessions, name="sessions"),
    path("session/fin/", logout.sign_out_everywhere, name="sign_out_everywhere"),
]
