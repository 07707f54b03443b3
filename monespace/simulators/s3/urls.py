"""Addresses of the object store: its page, and one bucket."""

from django.urls import path

from monespace.simulators.s3 import views

app_name = "s3"
urlpatterns = [
    path("", views.index, name="index"),
    path("objects.json", views.objects_json, name="objects_json"),
    path("comportement/", views.behave, name="behave"),
    path("depot/<path:name>", views.stored, name="stored"),
]
