"""Addresses of enterprises, for agents."""

from django.urls import path

from helpdesk.enterprises import views

urlpatterns = [
    path("entreprises/", views.enterprises, name="enterprises"),
    path("entreprises/<bce:number>/", views.enterprise, name="enterprise"),
    path("entreprises/<bce:number>/ouvrir/", views.open_enterprise, name="open_enterprise"),
]
