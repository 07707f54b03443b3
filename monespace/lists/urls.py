"""The address to which every list's search box is sent."""

from django.urls import path

from monespace.lists import views

app_name = "lists"

urlpatterns = [path("chercher-dans-la-liste/", views.search, name="search")]
