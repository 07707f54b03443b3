"""Addresses of the simulated Banque-Carrefour des Entreprises."""

from django.urls import path

from monespace.simulators.bce import views

urlpatterns = [
    path("", views.index, name="bce"),
    path("enterprises/<str:number>/", views.enterprise, name="bce_enterprise"),
    path("representatives/<str:number>/", views.representatives, name="bce_representatives"),
]
