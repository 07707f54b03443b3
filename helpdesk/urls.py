"""Addresses of the agents' own pages, below /admin/, part by part."""

from django.urls import path

from helpdesk import views
from helpdesk.cases.urls import urlpatterns as cases
from helpdesk.clients.urls import urlpatterns as clients
from helpdesk.dossiers.urls import urlpatterns as dossiers
from helpdesk.enterprises.urls import urlpatterns as enterprises
from helpdesk.failures.urls import urlpatterns as failures
from helpdesk.gap_requests.urls import urlpatterns as gap_requests
from helpdesk.outages.urls import urlpatterns as outages
from helpdesk.retention.urls import urlpatterns as retention
from helpdesk.service_members.urls import urlpatterns as service_members
from helpdesk.webhooks.urls import urlpatterns as webhooks

urlpatterns = [
    path("", views.index, name="index"),
    path("consultations/", views.consultations, name="consultations"),
    *cases,
    *dossiers,
    *enterprises,
    *gap_requests,
    *failures,
    *outages,
    *retention,
    *service_members,
    *clients,
    *webhooks,
]
