"""Addresses of handing a draft over, to go on with it and to send it."""

from django.urls import path

from dossiers.handovers import views
from dossiers.handovers.models import Handover

DOSSIER = "espace/<space:space>/dossiers/<uuid:dossier_id>/"

urlpatterns = [
    path(f"{DOSSIER}confier/", views.hand_over, {"purpose": Handover.Purpose.FILL}, name="hand_over"),
    path(
        f"{DOSSIER}prevenir/", views.hand_over, {"purpose": Handover.Purpose.SEND}, name="hand_over_to_send"
    ),
]
