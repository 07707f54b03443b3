"""Addresses of the simulated outside world."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="fas:home")),
    path("fas/", include("monespace.simulators.fas.urls")),
    path("backoffice/", include("monespace.simulators.backoffice.urls")),
    path("mailbox/", include("monespace.simulators.mailbox.urls")),
    path("s3/", include("monespace.simulators.s3.urls")),
    path("ebox/", include("monespace.simulators.ebox.urls")),
    path("bce/", include("monespace.simulators.bce.urls")),
]
