"""Addresses of the simulated federal authentication service."""

from django.urls import path

from monespace.simulators.fas import views

urlpatterns = [
    path("", views.home),
    path("metadata/", views.metadata),
    path("sso/", views.sso),
    path("reponse/", views.answer),
]
