"""Addresses of the simulated Banque-Carrefour des Entreprises."""

from django.urls import path

from monespace.simulators.bce import views

app_name = "bce"
urlpatterns = [
    path("", views.index, name="index"),
    path("comportement/", views.behave, name="behave"),
    path("enterprises/<str:number>/", views.enterprise, name="enterprise"),
    path("representatives/<str:number>/", views.representatives, name="representatives"),
]
