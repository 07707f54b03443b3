"""Addresses of how the accesses of an enterprise are managed, and by whom."""

from typing import Final

from django.urls import path

from enterprises.managers import representative_views, views

ENTERPRISE: Final = "espaces/mon-entreprise/<bce:number>/"
GAP: Final = "espace/<space:space>/gap/"

urlpatterns = [
    path("espaces/mon-entreprise/representant/", representative_views.represent, name="represent"),
    path(f"{ENTERPRISE}representant/", representative_views.representation, name="representation"),
    path(f"{ENTERPRISE}designer/", representative_views.designate, name="designate"),
    path(f"{ENTERPRISE}designer/moi/", representative_views.designate_self, name="designate_self"),
    path(f"{ENTERPRISE}designer/collegue/", representative_views.designate_colleague, name="colleague"),
    path(f"{ENTERPRISE}designer/<uuid:designation_id>/fin/", representative_views.end_gap, name="end_gap"),
    path(
        f"{ENTERPRISE}propositions/<uuid:proposal_id>/confirmer/",
        representative_views.confirm_proposal,
        name="confirm_proposal",
    ),
    path(
        f"{ENTERPRISE}propositions/<uuid:proposal_id>/annuler/",
        representative_views.cancel_proposal,
        name="cancel_proposal",
    ),
    path("designation/<str:token>/", views.proposal, name="proposal"),
    path(GAP, views.gap, name="gap"),
    path(f"{GAP}co-gap/", views.propose_co_gap, name="propose_co_gap"),
    path(f"{GAP}renoncer/", views.resign, name="resign"),
    path(f"{GAP}<uuid:designation_id>/fin/", views.end_co_gap, name="end_co_gap"),
    path(f"{GAP}propositions/<uuid:proposal_id>/confirmer/", views.confirm_co_gap, name="confirm_co_gap"),
    path(f"{GAP}propositions/<uuid:proposal_id>/annuler/", views.cancel_co_gap, name="cancel_co_gap"),
]
