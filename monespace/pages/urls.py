"""Addresses of the public pages and of the health probes."""

from django.urls import path

from monespace.pages import views
from monespace.pages.metrics.views import metrics

app_name = "pages"

urlpatterns = [
    path("", views.home, name="home"),
    path("aide/", views.help_centre, name="help"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("vie-privee/", views.privacy, name="privacy"),
    path("mentions-legales/", views.legal, name="legal"),
    path("metrics", metrics, name="metrics"),
    path("healthz/live", views.live, name="live"),
    path("healthz/ready", views.ready, name="ready"),
]
