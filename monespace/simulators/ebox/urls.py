"""Addresses of the e-Box: its authorisation server, its two services, and pages to look at it."""

from django.urls import path

from monespace.simulators.ebox import views
from monespace.simulators.ebox.contract import views as contract

app_name = "ebox"
urlpatterns = [
    path("oauth/v5/token", contract.token, name="token"),
    path("federation/v1/eboxPreferences/search", contract.preferences, name="preferences"),
    path("messageRegistry/v2/publishMessage", contract.publish, name="publish"),
    path("", views.index, name="index"),
    path("messages.json", views.messages_json, name="messages_json"),
    path("<int:number>/<int:part>/", views.document, name="document"),
    path("activations/", views.activate, name="activate"),
    path("comportement/", views.behave, name="behave"),
]
