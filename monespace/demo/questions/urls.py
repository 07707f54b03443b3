"""Addresses of the page of all questions."""

from django.urls import path

from monespace.demo.questions import views

app_name = "demo"

urlpatterns = [
    path("questions/", views.questions, name="questions"),
    path("questions/<slug:state>/", views.questions, name="questions_in_state"),
]
