"""The address of withdrawing a dossier."""

from django.urls import path

from dossiers.withdrawal import views

urlpatterns = [
    path("espace/<space:space>/dossiers/<uuid:dossier_id>/retrait/", views.withdraw, name="withdraw"),
]
