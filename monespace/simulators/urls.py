"""Addresses of the simulated outside world."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(url="/fas/")),
    path("fas/", include("monespace.simulators.fas.urls")),
]
