"""Addresses of the back office."""

from django.urls import path

from monespace.simulators.backoffice import views

app_name = "backoffice"
urlpatterns = [
    path("", views.index, name="index"),
    path("dossiers/", views.deliver, name="deliver"),
    path("dossiers.json", views.dossiers_json, name="dossiers_json"),
    path("webhooks/", views.hear, name="hear"),
    path("webhooks.json", views.webhooks_json, name="webhooks_json"),
    path("comportement/", views.behave, name="behave"),
    path("comportement.json", views.behaviour_json, name="behaviour_json"),
]
