"""Addresses of a space's dashboard, its list of dossiers, as a file too, and one dossier."""

from django.urls import path

from dossiers.following import calendar_views, views
from dossiers.following.table import views as table

urlpatterns = [
    path("espace/<space:space>/", views.dashboard, name="dashboard"),
    path("espace/<space:space>/dossiers/", views.dossier_list, name="list"),
    path("espace/<space:space>/dossiers/export.csv", table.export, name="export"),
    path("espace/<space:space>/dossiers/<uuid:dossier_id>/", views.detail, name="detail"),
    path(
        "espace/<space:space>/dossiers/<uuid:dossier_id>/echeances.ics",
        calendar_views.deadline_calendar,
        name="deadline_calendar",
    ),
]
