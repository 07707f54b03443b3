"""Addresses of the choice of spaces, and of how the accesses of an enterprise are had and managed."""

from django.urls import path

from enterprises import views
from enterprises.gap_requests.urls import urlpatterns as gap_requests
from enterprises.invitations.lists.urls import urlpatterns as invitation_lists
from enterprises.invitations.urls import urlpatterns as invitations
from enterprises.managers.urls import urlpatterns as managers
from enterprises.mandates.urls import urlpatterns as mandates
from enterprises.members.urls import urlpatterns as members
from enterprises.requests.urls import urlpatterns as requests

app_name = "enterprises"

urlpatterns = [
    path("espaces/", views.spaces, name="spaces"),
    path("espaces/mon-entreprise/", views.access_help, name="access_help"),
    path("espaces/mes-demandes/", views.my_requests, name="my_requests"),
    path("espace/<space:space>/membres/", views.members, name="members"),
    *managers,
    *gap_requests,
    *requests,
    *members,
    *invitations,
    *invitation_lists,
    *mandates,
]
