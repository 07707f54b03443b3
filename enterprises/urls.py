"""Addresses of the choice of spaces and of an enterprise's members."""

from django.urls import path

from enterprises import views

app_name = "enterprises"

urlpatterns = [
    path("espaces/", views.spaces, name="spaces"),
    path("espaces/mon-entreprise/", views.access_help, name="access_help"),
    path("espace/<space:space>/membres/", views.members, name="members"),
]
